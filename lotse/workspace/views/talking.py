"""Writing to the citizen, to the house, and asking."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from lotse.cases.correcting import correct
from lotse.cases.reading import reading
from lotse.cases.still_open import open_fields
from lotse.desk.models import Mention
from lotse.files.models import keep_all
from lotse.people.doors import for_staff

from ..answered import filled_from_answer
from ..correction_form import CorrectionForm
from ..deeds import Look, deed_page, unseen_by
from ..forms import QuestionForm, Words
from ..keeping import KIND, initial
from ..reach import readable
from ..wording import question_words

MESSAGE = Look(lazy("Antworten"), lazy("Antwort senden"))
NOTE = Look(
    lazy("Interne Notiz"),
    lazy("Notiz speichern"),
    intro=lazy("Die meldende Person liest das hier nicht. Mit @Anmeldename machen Sie jemanden aufmerksam."),
)
NOTE_ON_REQUEST = lazy(
    "Das Team, das gefragt hat, liest das hier nicht. Mit @Anmeldename machen Sie jemanden aufmerksam."
)
CORRECTION = Look(
    lazy("Angabe berichtigen"),
    lazy("Angabe berichtigen"),
    intro=lazy("Pakete bleiben, wie sie waren. Wer die Angabe bekommen hat, erfährt, dass sie berichtigt ist."),
)

MOST_FILES = 5


def who_writes(case):
    """The citizen by name, or as the role where the name does not reach; of an internal request who asked."""
    if case.service.is_internal:
        return (case.own_request or {}).get("from_team") or _("das anfragende Team")
    return case.shown_citizen or _("die meldende Person")


def _sent(case, sent, laid):
    """Say to which address it went; where there is none, no mail leaves: it is merely `laid` into the case."""
    told = sent % {"who": who_writes(case)}
    if case.service.is_internal:
        return told + " " + _("Das Team liest sie hier; eine E-Mail geht nicht hinaus.")
    if not (case.citizen and case.citizen.email):
        return (
            laid % {"who": who_writes(case)}
            + " "
            + _("Eine E-Mail geht nicht hinaus, denn eine Adresse ist nicht bekannt.")
        )
    if not case.shown_citizen:
        return told + " " + _("Sie geht auch als E-Mail hinaus.")
    return told + " " + _("Sie geht auch als E-Mail an %(email)s.") % {"email": case.citizen.email}


@for_staff
def message(request, number):
    """Write to the citizen."""
    case = readable(request, number)
    label = _("Nachricht an %(who)s") % {"who": who_writes(case)}
    form = Words(
        request.POST or None, label=label, empty=_("Schreiben Sie Ihre Nachricht."), initial=initial(case, KIND.MESSAGE)
    )

    def deed(told):
        case.tell(told["text"], by=request.user, files=_files(request), seen=unseen_by(request, case))
        sent, laid = (
            _("Ihre Nachricht an %(who)s ist gesendet."),
            _("Ihre Nachricht an %(who)s steht jetzt im Anliegen."),
        )
        return _sent(case, sent, laid)

    return deed_page(request, case, form, MESSAGE, deed, kind=KIND.MESSAGE, takes_files=True)


@for_staff
def note(request, number):
    """Write down something for the house."""
    case = readable(request, number)
    form = Words(
        request.POST or None,
        label=_("Interne Notiz"),
        empty=_("Schreiben Sie Ihre Notiz."),
        initial=initial(case, KIND.NOTE),
    )

    def deed(told):
        case.note(told["text"], by=request.user, files=_files(request))
        called, blind = Mention.objects.call(case, told["text"], by=request.user)
        return " ".join(
            [_("Ihre Notiz zu %(number)s ist gespeichert.") % {"number": case.number}, *_said(called, blind)]
        )

    look = replace(NOTE, intro=NOTE_ON_REQUEST) if case.service.is_internal else NOTE
    return deed_page(request, case, form, look, deed, kind=KIND.NOTE, takes_files=True)


@for_staff
def question(request, number):
    """Ask the citizen; a known fact is shown first, and asked again only with a reason."""
    case = readable(request, number)
    choices = question_choices(case, facts_shown(case, request.user))
    form = QuestionForm(request.POST or None, choices=choices, initial=initial(case, KIND.QUESTION))

    def deed(told):
        case.ask(
            told["text"], facts=told["facts"], reason=told["reason"], by=request.user, seen=unseen_by(request, case)
        )
        sent, laid = _("Ihre Frage an %(who)s ist gesendet."), _("Ihre Frage an %(who)s steht jetzt im Anliegen.")
        return _sent(case, sent, laid)

    look = Look(question_words(case), lazy("Frage senden"), template="workspace/question.html")
    return deed_page(request, case, form, look, deed, kind=KIND.QUESTION)


@for_staff
def correction(request, number):
    """Put a fact right, or fill in what is open; whoever was handed it learns of it."""
    case = readable(request, number)
    facts = [(fact.key, f"{fact.label}: {fact.text[:80]}") for fact in facts_shown(case, request.user)]
    still_open = {field.key: field.label for field in open_fields(case, case.facts.all())}
    facts += [(key, _("%(label)s: noch offen") % {"label": label}) for key, label in still_open.items()]
    form = CorrectionForm(request.POST or None, facts=facts, initial=filled_from_answer(request, case))

    def deed(told):
        entry = correct(
            case, told["fact"], told["text"], reason=told["reason"], by=request.user, seen=unseen_by(request, case)
        )
        if told["fact"] in still_open:
            return _("„%(label)s“ ist eingetragen.") % {"label": still_open[told["fact"]]}
        return _("„%(label)s“ ist berichtigt.") % {"label": entry.words["label"]}

    return deed_page(request, case, form, CORRECTION, deed)


def _said(called, blind):
    """Who was told of the note, and who was not because the case is closed to them."""
    if called:
        yield _("%(who)s findet das Anliegen unter „Erwähnungen“.") % {"who": ", ".join(map(str, called))}
    if blind:
        yield _("%(who)s liest diese Notiz nicht und erfährt nichts.") % {"who": ", ".join(map(str, blind))}


def facts_shown(case, person):
    """The facts this person reads; all of them when the case was opened with a reason."""
    return list(reading(case, person).facts() if case.is_readable else case.facts.all())


def question_choices(case, facts):
    """What one may ask for: every question of the form, and what else was told; what we know is said."""
    known = {fact.key: fact for fact in facts}
    choices = []
    for field in case.edition.form.fields:
        fact = known.pop(field.key, None)
        choices.append((field.key, _label(field.label, fact)))
    choices += [(fact.key, _label(fact.label, fact)) for fact in known.values()]
    return choices


def _label(label, fact):
    if fact is None:
        return _("%(label)s – noch offen") % {"label": label}
    if fact.is_unknown:
        return _("%(label)s – nicht bekannt") % {"label": label}
    return _("%(label)s – bekannt: %(text)s") % {"label": label, "text": fact.text[:60]}


def _files(request):
    return keep_all(request.FILES.getlist("dateien"), most=MOST_FILES, by=request.user)
