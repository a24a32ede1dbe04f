"""The tables, one file a topic, with their own queries. TABLES lists them parents first."""

from portal.models.absences import Absence
from portal.models.accounts import (
    AccessCode,
    Account,
    HeldForm,
    KnownBrowser,
    Office,
    OneTimeCode,
    SignIn,
    Throttle,
    TranslatorLocale,
    Unit,
)
from portal.models.assessments import Assessment, LaborFact
from portal.models.audit import AuditEntry, NightlyRun, OperationKey
from portal.models.cases import Case, NamePiece, Opening, TimelineEntry
from portal.models.catalogs import (
    EnglishChange,
    LetterBlock,
    LetterVersion,
    Release,
    TextRequest,
    Translation,
    TranslationChange,
)
from portal.models.checklists import ChecklistMark
from portal.models.clocks import ClockEntry, ClockStop
from portal.models.comments import BlockComment
from portal.models.contacts import Contact, EmployerContact, GroupContact, Report, ReportDraft
from portal.models.copies import CopyDecision, NoteCopy
from portal.models.documents import Document, DocumentRequest, DocumentTie, Page
from portal.models.formats import LetterFile, VoiceApproval
from portal.models.glossary import Term
from portal.models.handings import Assignment, Handing, HandingMove, HandingStep
from portal.models.holidays import Holiday
from portal.models.hours import HoursEntry, HoursWeek
from portal.models.letter_waits import LetterWait
from portal.models.letters import Letter, LetterEvent
from portal.models.letters_aside import LetterAside
from portal.models.meetings import AgendaItem, Meeting, OneOnOne, TeamNotice, TeamSummary
from portal.models.messages import MassMessage, Message, OutboxMessage
from portal.models.noncompliance import CompliancePlan, Noncompliance, NoncomplianceAct
from portal.models.notes import Addendum, Note
from portal.models.official_texts import OfficialText
from portal.models.people import Participant
from portal.models.plan_changes import PlanChange
from portal.models.plans import Activity, ActivitySlot, Plan, PlanItem, PlanSignature, PlanText
from portal.models.printing import BatchLetter, LetterBatch, MissedRelease, PrintItem, PrintRun
from portal.models.referrals import Course, Referral
from portal.models.reminders import Reminded
from portal.models.reviews import (
    Annotation,
    CaseReview,
    Conference,
    ProgressNote,
    ReviewPoint,
)
from portal.models.safety import SafetyConcern
from portal.models.screen_texts import ScreenText
from portal.models.screenings import FollowUp, Screening
from portal.models.sittings import (
    FiledLetter,
    Sitting,
    SittingCase,
    StaffingGuest,
    StaffingInvitation,
    StaffingStep,
)
from portal.models.staffings import (
    Staffing,
    StaffingAction,
    StaffingAttendee,
    StaffingCircumstance,
    StaffingGoal,
    StaffingIssue,
    StaffingSeal,
)
from portal.models.statuses import StatusPeriod
from portal.models.supports import (
    ServiceReferral,
    StatusUpdate,
    SupportiveService,
    SupportMonth,
)
from portal.models.tasks import CalendarAddress, Task, TaskChange
from portal.models.verdicts import MonthVerdict

TABLES = [
    Office, Unit, Account, TranslatorLocale, Participant, Case, NamePiece, Opening, TimelineEntry,
    SafetyConcern, Holiday,
    SignIn, HeldForm, KnownBrowser, AccessCode, OneTimeCode, Throttle,
    AuditEntry, OperationKey, NightlyRun,
    GroupContact, Contact, Report, ReportDraft, EmployerContact, Note, Addendum,
    NoteCopy, CopyDecision,
    Task, TaskChange, CalendarAddress,
    Plan, PlanItem, Activity, ActivitySlot, PlanText, PlanSignature, PlanChange,
    DocumentRequest, Document, Page, HoursEntry, HoursWeek, DocumentTie,
    Course, Referral, MonthVerdict,
    Meeting, OneOnOne, TeamNotice, TeamSummary, AgendaItem,
    Assignment, Handing, HandingStep, HandingMove, ChecklistMark,
    StatusPeriod, ClockStop, ClockEntry, Assessment, LaborFact, Screening, FollowUp,
    LetterVersion, LetterBlock, EnglishChange, BlockComment, Translation, TranslationChange,
    Release, TextRequest, Letter, OfficialText, ScreenText,
    LetterEvent, LetterFile, VoiceApproval,
    PrintRun, PrintItem, LetterBatch, BatchLetter, MissedRelease,
    LetterWait, LetterAside, Term,
    Noncompliance, CompliancePlan, NoncomplianceAct,
    Staffing, StaffingAttendee, StaffingCircumstance, StaffingIssue, StaffingAction, StaffingGoal,
    StaffingSeal,
    StaffingInvitation, StaffingGuest, StaffingStep, Sitting, SittingCase, FiledLetter,
    ServiceReferral, SupportiveService, SupportMonth, StatusUpdate,
    Conference, Annotation, CaseReview, ReviewPoint, ProgressNote,
    Absence, Reminded, OutboxMessage, MassMessage, Message,
]  # fmt: skip

__all__ = [
    "TABLES",
    "Absence",
    "AccessCode",
    "Account",
    "Activity",
    "ActivitySlot",
    "Addendum",
    "AgendaItem",
    "Annotation",
    "Assessment",
    "Assignment",
    "AuditEntry",
    "BatchLetter",
    "CalendarAddress",
    "Case",
    "CaseReview",
    "ChecklistMark",
    "ClockEntry",
    "ClockStop",
    "CompliancePlan",
    "Conference",
    "Contact",
    "CopyDecision",
    "Course",
    "Document",
    "DocumentRequest",
    "DocumentTie",
    "EmployerContact",
    "EnglishChange",
    "FiledLetter",
    "FollowUp",
    "GroupContact",
    "Handing",
    "HandingMove",
    "HandingStep",
    "HeldForm",
    "Holiday",
    "HoursEntry",
    "HoursWeek",
    "KnownBrowser",
    "LaborFact",
    "Letter",
    "LetterAside",
    "LetterBatch",
    "LetterBlock",
    "LetterEvent",
    "LetterFile",
    "LetterVersion",
    "LetterWait",
    "MassMessage",
    "Meeting",
    "Message",
    "MissedRelease",
    "MonthVerdict",
    "NamePiece",
    "NightlyRun",
    "Noncompliance",
    "NoncomplianceAct",
    "Note",
    "NoteCopy",
    "Office",
    "OfficialText",
    "OneOnOne",
    "OneTimeCode",
    "Opening",
    "OperationKey",
    "OutboxMessage",
    "Page",
    "Participant",
    "Plan",
    "PlanChange",
    "PlanItem",
    "PlanSignature",
    "PlanText",
    "PrintItem",
    "PrintRun",
    "ProgressNote",
    "Referral",
    "Release",
    "Reminded",
    "Report",
    "ReportDraft",
    "ReviewPoint",
    "SafetyConcern",
    "ScreenText",
    "Screening",
    "ServiceReferral",
    "SignIn",
    "Sitting",
    "SittingCase",
    "Staffing",
    "StaffingAction",
    "StaffingAttendee",
    "StaffingCircumstance",
    "StaffingGoal",
    "StaffingGuest",
    "StaffingInvitation",
    "StaffingIssue",
    "StaffingSeal",
    "StaffingStep",
    "StatusPeriod",
    "StatusUpdate",
    "SupportMonth",
    "SupportiveService",
    "Task",
    "TaskChange",
    "TeamNotice",
    "TeamSummary",
    "Term",
    "TextRequest",
    "Throttle",
    "TimelineEntry",
    "Translation",
    "TranslationChange",
    "TranslatorLocale",
    "Unit",
    "VoiceApproval",
]
