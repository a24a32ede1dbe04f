"""Whose texts are read by staff and translators alone."""

# What only staff and translators read may stay English (LANG-1); all else is for participants too.
STAFF_ALONE = (
    "portal/auth/second_factor.py", "portal/auth/staff.py", "portal/staff/", "portal/translate/",
    "portal/words/alerts.py", "portal/words/assessments.py", "portal/words/audit.py",
    "portal/words/audit_staffings.py", "portal/words/staffing_steps.py", "portal/words/sittings.py",
    "portal/reports/staffings/packet.py",
    "portal/words/batches.py",
    "portal/words/catalog_files.py", "portal/words/catalogs.py", "portal/words/clocks.py",
    "portal/words/screenings.py", "portal/words/support_decisions.py",
    "portal/words/meeting_work.py", "portal/words/audit_meetings.py",
    "portal/words/copy_reviews.py", "portal/words/document_reviews.py", "portal/words/english.py",
    "portal/words/formats.py", "portal/words/glossary.py",
    "portal/words/holidays.py", "portal/words/letter_checks.py", "portal/words/letter_events.py",
    "portal/words/letter_fields.py", "portal/words/letter_phrases.py",
    "portal/words/checklists.py", "portal/words/handings.py",
    "portal/words/note_forms.py", "portal/words/noncompliance.py",
    "portal/words/audit_noncompliance.py", "portal/words/audit_letters.py",
    "portal/words/plan_library.py", "portal/words/note_templates.py", "portal/words/notes.py",
    "portal/words/plan_answers.py", "portal/words/plan_offers.py", "portal/words/planning.py",
    "portal/words/printing.py", "portal/words/reaching.py", "portal/words/reviews.py",
    "portal/words/supervision.py",
    "portal/words/staffings.py", "portal/words/staffing_refusals.py",
    "portal/words/statuses.py", "portal/words/story.py", "portal/words/hours_decisions.py",
    "portal/words/verdicts.py",
    "templates/auth/second_factor", "templates/auth/staff_",
    "templates/staff/", "templates/translate/",
)  # fmt: skip
