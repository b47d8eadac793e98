"""What can go wrong with the vault, in words for the person at the machine."""

from django.utils.translation import gettext as _


class VaultError(Exception):
    """Any refusal of the vault. `str()` is a sentence that may be shown to a worker: it holds no key and no text."""


class WrongVaultKey(VaultError):
    """The key file does not belong to this vault, or one of the two files is missing."""


class Shredded(VaultError):
    """The person's key was destroyed: the text cannot be read by anybody any more."""


class Tampered(VaultError):
    """The stored text was changed, cut or moved to another place."""


def shredded() -> Shredded:
    """The refusal for a person whose key no longer exists."""
    return Shredded(_("This text was erased for good. Nobody can read it any more."))


def tampered() -> Tampered:
    """The refusal for a cell that does not match its seal."""
    return Tampered(_("This text was changed outside the application. It is not shown."))


def no_vault(path: object) -> WrongVaultKey:
    """The refusal when the vault file is not where the settings say."""
    return WrongVaultKey(_("The vault %(path)s is missing. Restore it, or check VAULT_PATH.") % {"path": path})


def no_key_file(path: object) -> WrongVaultKey:
    """The refusal when the key file is not where the settings say."""
    return WrongVaultKey(_("The key file %(path)s is missing. Restore it, or check VAULT_KEYS_PATH.") % {"path": path})


def wrong_key(path: object) -> WrongVaultKey:
    """The refusal when both files exist but are strangers to one another."""
    return WrongVaultKey(
        _(
            "The key file %(path)s does not open this vault. The application stays closed so that nothing is"
            " written with the wrong key. Put back the key file that belongs to the vault."
        )
        % {"path": path}
    )


def unreadable_key_file(path: object) -> WrongVaultKey:
    """The refusal when the key file is damaged."""
    return WrongVaultKey(_("The key file %(path)s cannot be read: it is damaged.") % {"path": path})
