"""The first two letters of a name as the person says it, in A to Z, whatever alphabet it was written in.

NFKD first, then letters of other alphabets one by one, then A to Z alone. Particles are kept as said: "El Khalil"
begins with E and L. Names of one person are written in many ways; the letters are asked as they are said.
Source: PRIVACY 1, DOMAIN 4.4.
"""

import unicodedata

LETTERS = 2

_CYRILLIC = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Ґ": "G", "Ѓ": "G", "Д": "D", "Ђ": "DJ", "Е": "E", "Є": "YE", "Ж": "ZH",
    "З": "Z", "Ѕ": "DZ", "И": "I", "І": "I", "Ј": "J", "К": "K", "Л": "L", "Љ": "LJ", "М": "M", "Н": "N", "Њ": "NJ",
    "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "Ћ": "C", "У": "U", "Ф": "F", "Х": "KH", "Ц": "TS", "Ч": "CH",
    "Џ": "DZ", "Ш": "SH", "Щ": "SHCH", "Ъ": "A", "Ы": "Y", "Ь": "", "Э": "E", "Ю": "YU", "Я": "YA", "Ѣ": "E",
    "Ә": "A", "Ғ": "GH", "Қ": "Q", "Ң": "N", "Ө": "O", "Ұ": "U", "Ү": "U", "Һ": "H",
}  # fmt: skip
_ARABIC = {
    "ا": "A", "ٱ": "A", "ء": "", "ب": "B", "پ": "P", "ت": "T", "ټ": "T", "ث": "TH", "ج": "J", "چ": "CH", "ح": "H",
    "خ": "KH", "د": "D", "ډ": "D", "ذ": "DH", "ر": "R", "ړ": "R", "ز": "Z", "ژ": "ZH", "س": "S", "ش": "SH", "ښ": "SH",
    "ص": "S", "ض": "D", "ط": "T", "ظ": "Z", "ع": "A", "غ": "GH", "ف": "F", "ڤ": "V", "ق": "Q", "ك": "K", "ک": "K",
    "گ": "G", "ګ": "G", "ڭ": "G", "ل": "L", "م": "M", "ن": "N", "ڼ": "N", "ه": "H", "ہ": "H", "ة": "A", "و": "W",
    "ي": "Y", "ی": "Y", "ې": "E", "ى": "A", "ے": "E",
}  # fmt: skip
_LATIN = {
    "Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ð": "D", "Ł": "L", "Þ": "TH", "Ħ": "H", "Ŋ": "N", "Ə": "E", "Ɛ": "E",
    "Ɔ": "O", "Ɓ": "B", "Ɗ": "D", "Ƴ": "Y", "Ŧ": "T", "ẞ": "SS",
}  # fmt: skip
_SPELT = _CYRILLIC | _ARABIC | _LATIN


def spelt(text: str) -> str:
    """The text in A to Z alone: accents, marks, spaces and signs gone, other alphabets letter by letter."""
    letters = []
    for letter in unicodedata.normalize("NFKD", text).upper():
        letters.append(_SPELT.get(letter, letter))
    return "".join(letter for letter in "".join(letters) if "A" <= letter <= "Z")


def first_letters(text: str) -> str:
    """The first two letters of a name, or "" when it has fewer."""
    found = spelt(text)[:LETTERS]
    return found if len(found) == LETTERS else ""
