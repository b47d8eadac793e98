"""Files as people bring them, and as somebody brings them who means harm."""

import io

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject, TextStringObject


def picture(form="JPEG", size=(400, 300), mode="RGB", colour=(180, 60, 50), **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def phone_photo():
    """A photograph that tells where it was taken, with which telephone, and which way up it was held."""
    image = Image.new("RGB", (400, 300), (180, 60, 50))
    exif = image.getexif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Telephone", "Model of Momo", 6
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"rue des Invents 7")
    return out.getvalue()


def pdf(pages=1, change=None):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind, **more):
    return DictionaryObject({NameObject("/S"): NameObject(kind)} | {NameObject(f"/{key}"): TextStringObject(value) for key, value in more.items()})


def opens_with(deed):
    return lambda writer: writer._root_object.__setitem__(NameObject("/OpenAction"), deed)


def on_its_page(deed):
    return lambda writer: writer.pages[0].__setitem__(NameObject("/AA"), DictionaryObject({NameObject("/O"): deed}))


def form_of_a_program(writer):
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})


def filled_in(writer):
    """A field of a form with what was written in it, and a name in the file's own description."""
    look = StreamObject()
    look._data = b"q 1 0 0 rg 0 0 50 20 re f Q"
    look.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): box(0, 0, 50, 20)})
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"), NameObject("/Rect"): box(10, 10, 60, 30),
            NameObject("/V"): TextStringObject("hidden value"), NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
            NameObject("/A"): action("/URI", URI="somewhere"),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(field)])
    writer.add_metadata({"/Author": "Somebody Surname"})


def box(*numbers):
    return ArrayObject([FloatObject(one) for one in numbers])


JAVASCRIPT = pdf(change=opens_with(action("/JavaScript", JS="app.alert(1)")))
#: The same word written so that a search for it finds nothing.
VEILED = pdf(change=on_its_page(action("/JavaScriptXX", X="x"))).replace(b"/JavaScriptXX", b"/J#61vaScript")
LAUNCH = pdf(change=opens_with(action("/Launch", F="cmd.exe")))
CARRIES = pdf(change=lambda writer: writer.add_attachment("x.exe", b"MZ"))
LOCKED = pdf(change=lambda writer: writer.encrypt("secret"))
XFA = pdf(change=form_of_a_program)
