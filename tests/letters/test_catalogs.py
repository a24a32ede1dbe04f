import pytest

from portal.letter_fonts import coverage
from portal.letter_kinds import starting_texts
from portal.policy.catalogs import (
    ApprovalRefusal,
    BlockState,
    BlockTranslation,
    Change,
    ProblemCode,
    PublishRefusal,
    ReleaseState,
    SourceBlock,
    block_state,
    changed_words,
    is_sendable,
    may_render,
    problems,
    refusals_to_approve,
    refusals_to_publish,
    release_state,
    source_hash,
)
from portal.policy.plurals import forms_of
from portal.reports.catalogs import problems_of
from tests.letters.samples import KINDS, TRANSLATED, catalog, kind, shared

SOURCE = "Call {worker_name} by **{reply_by}**. It is free."
GOOD = "Llame a {worker_name} antes del **{reply_by}**. Es gratis."


def codes(found):
    return {problem.code for problem in found}


def errors(source, form, locale="es", **options):
    found = problems(source, form, locale=locale, **options)
    return codes(problem for problem in found if problem.is_error)


def test_a_good_translation_has_no_problem():
    assert problems(SOURCE, GOOD, locale="es", coverage=coverage("es")) == []


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Llame antes del **{reply_by}**. Es gratis.", ProblemCode.FIELD_MISSING),
        (GOOD + " {case_no}", ProblemCode.FIELD_ADDED),
        (GOOD + " {reply_by}", ProblemCode.FIELD_REPEATED),
        (GOOD + " {0}", ProblemCode.BRACES),
        (GOOD + " }", ProblemCode.BRACES),
        ("   ", ProblemCode.BLANK),
        (GOOD.replace("}**", "}"), ProblemCode.MARKUP),
        (GOOD + " *", ProblemCode.MARKUP),
        (GOOD + " $20", ProblemCode.TYPED_AMOUNT),
        (GOOD + " 20 dólares", ProblemCode.TYPED_AMOUNT),
        (GOOD + " 5/6/2026", ProblemCode.TYPED_DATE),
        (GOOD + " 6 de mayo", ProblemCode.TYPED_DATE),
        (GOOD + " 10:30", ProblemCode.TYPED_DATE),
        (GOOD + " 5月6日", ProblemCode.TYPED_DATE),
        (GOOD + " 555-0142", ProblemCode.TYPED_PHONE),
        (GOOD + " (510)", ProblemCode.TYPED_PHONE),
        (GOOD + " ana@county.example", ProblemCode.TYPED_EMAIL),
        (GOOD + " www.county.example", ProblemCode.TYPED_LINK),
        (GOOD + " WAC 388-310-1600", ProblemCode.TYPED_CITATION),
        (GOOD + " 42-7.38", ProblemCode.TYPED_CITATION),
        (GOOD + "\u202e", ProblemCode.BIDI_CONTROL),
        (GOOD + "\u2067", ProblemCode.BIDI_CONTROL),
        (GOOD + " ខ", ProblemCode.GLYPH),
        (GOOD + " \U00013000", ProblemCode.GLYPH),
    ],
)
def test_what_stops_approval(form, code):
    assert code in errors(SOURCE, form, coverage=coverage("es"))


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (GOOD.rstrip("."), ProblemCode.END_MARK),
        (GOOD.replace("Es gratis", "Es  gratis"), ProblemCode.DOUBLE_SPACE),
        (GOOD.replace("Es gratis", "Es es gratis"), ProblemCode.DOUBLED_WORD),
        (GOOD.replace("Es gratis", "Es gratis 3 veces"), ProblemCode.NUMBERS),
        (SOURCE, ProblemCode.SAME_AS_ENGLISH),
        (GOOD.replace("gratis", "gratis" + " de verdad" * 8), ProblemCode.TOO_LONG),
        (GOOD.replace(". Es", ", es"), ProblemCode.SENTENCES),
    ],
)
def test_what_needs_a_reason(form, code):
    found = problems(SOURCE, form, locale="es", coverage=coverage("es"))
    assert code in codes(found)
    assert not any(problem.is_error for problem in found)


def test_end_marks_of_each_script_are_known():
    for locale, source, form in (
        ("ar", "Did you call?", "هل اتصلت بنا؟"),
        ("zh-Hant", "This is free.", "這是免費的。"),
        ("zh-Hans", "Did you call?", "您打电话了吗？"),
        ("km", "This is free.", "នេះឥតគិតថ្លៃ។"),
        ("km", "Please bring:", "សូមយកមកជាមួយ៖"),
        ("am", "This is free.", "ይህ ነጻ ነው።"),
        ("hy", "This is free.", "Սա անվճար է։"),
        ("lo", "This is free.", "ນີ້ບໍ່ເສຍຄ່າ"),
    ):
        assert ProblemCode.END_MARK not in codes(problems(source, form, locale=locale)), locale
    assert ProblemCode.END_MARK in codes(problems("Is it?", "這是免費的。", locale="zh-Hant"))


def test_an_acronym_stays():
    found = problems("Your plan (WTW) is here.", "Su plan (PTB) está aquí.", locale="es")
    assert ProblemCode.ACRONYM in codes(found)


def test_a_list_keeps_its_number_of_lines():
    assert ProblemCode.ITEMS in errors("One.\nTwo.", "Uno. Dos.", is_list=True)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_starting_translation_is_there_and_passes_the_checks(tag):
    entries, texts = {entry.msgctxt: entry for entry in catalog(tag)}, starting_texts(tag)
    blocks = {block.context: block for name in KINDS for block in kind(name).all_blocks}
    blocks |= {block.context: block for block in shared().blocks.values()}
    assert set(entries) == set(texts) == set(blocks)
    for context, block in blocks.items():
        english, text = texts[context]
        assert english == block.english, context
        found = problems_of(block, text, tag, terms=())
        assert not [problem for problem in found if problem.is_error], (context, found)
        flagged = "python-brace-format" in entries[context].flags
        assert flagged == bool(block.places), context


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_starting_translations_say_that_nobody_reviewed_them(tag):
    assert "machine-made drafts that nobody reviewed" in catalog(tag).header


def test_the_pot_file_lists_every_block_of_every_letter():
    import polib

    from portal.config import ROOT

    template = polib.pofile(str(ROOT / "translations/letters.pot"))
    listed = {(e.msgctxt, (e.msgid, *filter(None, [e.msgid_plural]))) for e in template}
    own = [block for name in KINDS for block in kind(name).own_blocks]
    blocks = [*own, *shared().blocks.values()]
    assert listed == {(block.context, forms_of(block.english)) for block in blocks}


def test_a_translation_of_another_english_text_is_stale_and_nothing_is_guessed():
    made = BlockTranslation("a.b", GOOD, BlockState.APPROVED, source_hash(SOURCE))
    assert block_state(made, SOURCE) is BlockState.APPROVED
    assert block_state(made, SOURCE + "\r\n") is BlockState.APPROVED
    assert block_state(made, SOURCE.replace("free", "for free")) is BlockState.SOURCE_CHANGED
    assert block_state(None, SOURCE) is BlockState.NOT_STARTED


def test_nobody_approves_their_own_translation():
    assert refusals_to_approve(7, 7, []) == [ApprovalRefusal.SAME_PERSON]
    assert refusals_to_approve(7, 8, []) == []


def test_an_error_is_never_approved_and_a_warning_only_with_a_reason():
    with_error = problems(SOURCE, GOOD + " }", locale="es")
    with_warning = problems(SOURCE, GOOD.rstrip("."), locale="es")
    has_errors = ApprovalRefusal.HAS_ERRORS
    assert has_errors in refusals_to_approve(7, 8, with_error, reason="It is fine")
    refused = refusals_to_approve(7, 8, with_warning)
    assert refused == [ApprovalRefusal.WARNING_WITHOUT_REASON]
    assert refusals_to_approve(7, 8, with_warning, reason="Headings carry none") == []


def test_a_letter_is_published_only_when_every_block_is_approved_sound_and_drawable():
    blocks = [SourceBlock("a.one", "One."), SourceBlock("a.two", "Two."), SourceBlock("a.x", "X.")]

    def refused(**texts):
        made = [
            BlockTranslation(f"a.{key}", text, state, source_hash(english))
            for key, (text, state, english) in texts.items()
        ]
        found = refusals_to_publish(blocks, made, locale="es", coverage=coverage("es"))
        return [(refusal.context, refusal.code) for refusal in found]

    ok = BlockState.APPROVED
    fine = {
        "one": ("Uno.", ok, "One."), "two": ("Dos.", ok, "Two."), "x": ("Equis.", ok, "X.")
    }  # fmt: skip
    assert refused(**fine) == []
    draft = ("Dos.", BlockState.NEEDS_REVIEW, "Two.")
    assert refused(**{**fine, "two": draft}) == [("a.two", PublishRefusal.NOT_APPROVED)]
    stale = ("Dos.", ok, "The old two.")
    assert refused(**{**fine, "two": stale}) == [("a.two", PublishRefusal.SOURCE_CHANGED)]
    planted = ("Dos ខ.", ok, "Two.")
    assert refused(**{**fine, "two": planted}) == [("a.two", PublishRefusal.MISSING_GLYPHS)]
    broken = ("Dos {x}.", ok, "Two.")
    assert refused(**{**fine, "two": broken}) == [("a.two", PublishRefusal.HAS_ERRORS)]


def test_a_release_is_ready_published_or_old():
    assert release_state([], None, 1) is ReleaseState.READY
    assert release_state([], 1, 1) is ReleaseState.PUBLISHED
    assert release_state([], 1, 2) is ReleaseState.READY
    open_block = [*refusals_to_publish([SourceBlock("a", "A.")], [], locale="es", coverage=())]
    assert release_state(open_block, 1, 2) is ReleaseState.OLD
    assert release_state(open_block, None, 2) is ReleaseState.INCOMPLETE


def test_a_sent_letter_is_never_rendered_again():
    assert may_render(None)
    assert not may_render("2026-05-04T10:00Z")


def test_an_older_release_goes_on_being_sent_unless_its_text_is_banned():
    assert is_sendable(1, 2, is_old_text_banned=False)
    assert not is_sendable(1, 2, is_old_text_banned=True)
    assert is_sendable(2, 2, is_old_text_banned=True)
    assert not is_sendable(None, 2, is_old_text_banned=False)


def test_the_difference_is_shown_in_whole_words():
    assert changed_words("Call by phone today.", "Call by phone or message today.") == [
        (Change.SAME, "Call by phone "), (Change.ADDED, "or message "), (Change.SAME, "today.")
    ]  # fmt: skip
    assert changed_words("By {reply_by}.", "By {due_on}.") == [
        (Change.SAME, "By "), (Change.REMOVED, "{reply_by}"), (Change.ADDED, "{due_on}"),
        (Change.SAME, ".")
    ]  # fmt: skip
    old, new = "一二三。", "一四三。"
    assert (Change.REMOVED, "二") in changed_words(old, new)
    for before, after in ((SOURCE, GOOD), (old, new), ("", "a"), ("a\n\nb", "a b")):
        steps = changed_words(before, after)
        assert "".join(text for op, text in steps if op is not Change.ADDED) == before
        assert "".join(text for op, text in steps if op is not Change.REMOVED) == after
