"""What shows a fact: in words, or as a document of the case; shared by forms that enter facts."""

from wtforms import SelectField

from portal import dates, resources
from portal.access import actor
from portal.forms import Form
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.documents import Document
from portal.policy.calendar import office_date
from portal.reports.cases.evidence import papers_of
from portal.words import documents as words

NO_PAPER = ("", _l("No document"))


class EvidenceForm(Form):
    """A form whose facts are shown by something; `papers` are the choices of the case."""

    document = SelectField(_l("Document that shows it"), choices=[NO_PAPER])

    def offer(self, papers: list[tuple[str, str]]) -> None:
        """Sets the documents to choose from: key and words."""
        self.document.choices = [NO_PAPER, *papers]

    def chosen(self, case: Case) -> Document | None:
        """The document that was chosen. Raises Document.DoesNotExist for one of another case."""
        if not self.document.data:
            return None
        found = Document.get_for(actor(), self.document.data)
        if found.case.key != case.key:
            raise Document.DoesNotExist
        return found


def papers(case: Case) -> list[tuple[str, str]]:
    """The documents of a case to choose from: key, and kind, day and reference in words. One
    statement."""
    zone = resources.timezone()
    return [
        (key, f"{words.KINDS[kind]}, {dates.short_day(office_date(at, zone))}, {reference}")
        for key, kind, reference, at in papers_of(actor(), case)
    ]
