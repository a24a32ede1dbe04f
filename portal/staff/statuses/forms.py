"""The form of a status: each has its own reasons and asks for what its rule needs."""

import hashlib

from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from portal.forms import LongText, required
from portal.i18n import lazy as _l
from portal.policy.status_periods import BY_WORKER, MAY_END, REVIEWED
from portal.policy.statuses import CaseStatus
from portal.staff.evidence import EvidenceForm
from portal.words.statuses import REASONS

# What leaves the program has a page of its own: follow-up begins there.
OFFERED = tuple(one for one in BY_WORKER if one is not CaseStatus.FOLLOW_UP)


class StatusForm(EvidenceForm):
    """Where a case stands from a day on."""

    status = HiddenField()
    version = IntegerField(widget=HiddenInput(), default=0)
    foreseen = HiddenField()
    reason = SelectField(_l("Why"), choices=[])
    starts_on = DateField(_l("From"), [required()])
    ends_on = DateField(_l("To"), [Optional()])
    review_on = DateField(_l("Looked at again by"), [Optional()])
    text = LongText(_l("What shows it"))
    offers_help = BooleanField(
        _l("SSI advocacy (lasting disability) or in-home support (caring) was offered")
    )

    def suit(self, status: str) -> None:
        """Offers the reasons of a status; of one that is not entered here, those of the first."""
        self.chosen_status = next((one for one in OFFERED if one == status), OFFERED[0])
        self.status.data = str(self.chosen_status)
        self.reason.choices = [(one, REASONS[one]) for one in BY_WORKER[self.chosen_status]]

    def is_foreseen(self) -> bool:
        """Whether what is entered is what the page told the changes of."""
        return self.foreseen.data == self._mark()

    def mark_foreseen(self) -> None:
        """Notes that the page tells what these values change."""
        self.foreseen.data = self._mark()

    def _mark(self) -> str:
        entered = (self.status, self.reason, self.starts_on, self.ends_on, self.review_on)
        said = "/".join(str(one.data or "") for one in (*entered, self.version))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def shown(self) -> set[str]:
        """What the chosen status asks for beside why and since when."""
        found = {"ends_on"} if self.chosen_status in MAY_END else set()
        if self.chosen_status in REVIEWED:
            found.add("review_on")
        return found | ({"help"} if self.chosen_status is CaseStatus.EXEMPT else set())
