"""Why a file is not kept, said in words the person can act on."""

from django.utils.translation import gettext_lazy as _


class CannotKeep(ValueError):
    """A file that we do not keep; `str()` is the sentence to show."""

    sentence = _("Diese Datei lässt sich nicht ablegen. Wählen Sie eine andere.")

    def __init__(self, **values: object):
        super().__init__(values)
        self.values = values

    def __str__(self) -> str:
        return str(self.sentence) % self.values


class PhotoTooBig(CannotKeep):
    """More bytes than a photo may have."""

    sentence = _("Das Foto ist zu groß (%(size)s). Erlaubt sind höchstens %(limit)s.")


class FileTooBig(CannotKeep):
    """More bytes than a document may have."""

    sentence = _("Die Datei ist zu groß (%(size)s). Erlaubt sind höchstens %(limit)s.")


class TooManyFiles(CannotKeep):
    """More files at once than one message takes."""

    sentence = _("Sie haben %(count)s Dateien hinzugefügt. Erlaubt sind höchstens %(limit)s.")


class EmptyFile(CannotKeep):
    """No bytes at all."""

    sentence = _("Die Datei „%(name)s“ ist leer. Wählen Sie eine andere.")


class TypeNotTaken(CannotKeep):
    """The content is of a kind we do not take, whatever its name says."""

    sentence = _("Die Datei „%(name)s“ können wir nicht annehmen. Möglich sind: %(known)s.")


class NoPhoto(CannotKeep):
    """A photo was asked for."""

    sentence = _("Die Datei „%(name)s“ ist kein Foto, das wir zeigen können. Möglich sind: %(known)s.")


class PictureUnreadable(CannotKeep):
    """It begins like a picture, but is none, or only half of one."""

    sentence = _("Das Bild „%(name)s“ lässt sich nicht öffnen. Nehmen Sie es neu auf oder wählen Sie ein anderes.")


class PictureTooLarge(CannotKeep):
    """So many dots that opening it would take all memory."""

    sentence = _(
        "Das Bild „%(name)s“ hat zu viele Bildpunkte (%(width)s × %(height)s). "
        "Verkleinern Sie es und senden Sie es neu."
    )


class Infected(CannotKeep):
    """The scanner found a harmful program in it."""

    sentence = _(
        "In der Datei „%(name)s“ steckt ein Schadprogramm. Wir haben sie nicht angenommen. "
        "Lassen Sie Ihr Gerät prüfen und senden Sie eine andere Datei."
    )


class NotScanned(CannotKeep):
    """The scanner should look at every file and did not answer."""

    sentence = _(
        "Die Datei „%(name)s“ ist nicht gespeichert: Wir können sie gerade nicht auf Schadprogramme prüfen. "
        "Versuchen Sie es später noch einmal oder senden Sie ohne Datei ab."
    )


class DiskFull(CannotKeep):
    """No room left; what was kept before is safe."""

    sentence = _(
        "Die Datei ist nicht gespeichert: Bei uns ist gerade kein Platz mehr. "
        "Ihre übrigen Angaben sind noch da. Versuchen Sie es später noch einmal oder senden Sie ohne Datei ab."
    )
