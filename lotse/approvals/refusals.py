"""Why a vote does not count: each says in a German sentence what is wrong and what helps."""

from django.utils.translation import gettext as _

from lotse.ui.templatetags.german import short_moment


class VoteRefused(Exception):
    """A vote or a question that cannot be; nothing was changed.

    `code` is the stable word for programs, `field` names what is wrong, if it is one thing.
    """

    code = "refused"

    def __init__(self, sentence="", *, field=""):
        super().__init__(sentence)
        self.field = field


class MayNotVote(VoteRefused):
    """Nobody approves what they asked for or changed themselves, nor in somebody's place."""

    code = "may-not-vote"

    def __init__(self, round, sentence=""):
        super().__init__(sentence or _("Was Sie selbst vorgelegt haben, gibt eine andere Person frei."))
        self.round = round


class NoReason(VoteRefused):
    """A refusal helps only if it says why."""

    code = "no-reason"

    def __init__(self):
        super().__init__(_("Schreiben Sie, warum Sie ablehnen. Dann kann es besser vorgelegt werden."), field="reason")


class Unaskable(VoteRefused):
    """Nobody could ever decide a round like this."""

    code = "unaskable"


class AlreadyDecided(VoteRefused):
    """The round is over; who was second reads who was first."""

    code = "already-decided"

    def __init__(self, round):
        last = round.votes.select_related("by").order_by("at").last()
        if round.voided_at:
            sentence = _("Diese Freigabe gilt seit %(when)s nicht mehr.")
            super().__init__(sentence % {"when": short_moment(round.voided_at)})
        elif last is None:
            super().__init__(_("Die Zeit für Einsprüche ist um: Es ist freigegeben."))
        else:
            told = {"who": last.by, "when": short_moment(round.decided_at)}
            super().__init__(_("%(who)s hat schon entschieden, %(when)s.") % told)
        self.round = round


class ContentChanged(VoteRefused):
    """What was to be approved is no longer what it was."""

    code = "content-changed"

    def __init__(self, round):
        sentence = _("Der Inhalt hat sich geändert, seit gefragt wurde. Ihre Stimme zählt nicht; es wird neu gefragt.")
        super().__init__(sentence)
        self.round = round
