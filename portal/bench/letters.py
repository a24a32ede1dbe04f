"""Letters to many (SPEED-9): rendered, frozen, stored and queued, against the typesetter alone; two
processes against one; memory; and ten thousand of them."""

import json
import multiprocessing
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import typst

from portal import clock, create_app, db, jobs, letter_kinds, pdf, resources, worker
from portal.bench.browsing import portal
from portal.bench.figures import Figure, Goal, Size
from portal.config import Config
from portal.letter_fonts import FONTS
from portal.models import (
    Account,
    BatchLetter,
    Case,
    Letter,
    LetterBatch,
    LetterVersion,
    Participant,
    Release,
)
from portal.models.printing import BatchLetterState, BatchState
from portal.operations.letters.batches import begin_batch
from portal.policy.batches import SLICE
from portal.policy.composing import LetterDocument
from portal.reports import catalogs

KIND = "no_contact_30_days"
LOCALES = ("en", "es", "vi", "ru", "so", "ar")
CHUNK = 200
SETTLED = 200  # letters after which a process has read all its fonts


def figures(size: Size) -> Iterator[Figure]:
    """The cost of one letter, then many letters by one process and by two."""
    is_full = size is Size.FULL
    few, many, rounds = (600, 10_000, 8) if is_full else (4, 4, 1)
    with portal(0) as made:
        start = (rounds + 1) * SLICE
        cases = _cases(start + 2 * few + many)
        yield _cost(cases[:start], rounds)
        one = _together(made.config, cases[start : start + few], 1)
        two = _together(made.config, cases[start + few : start + 2 * few], 2)
        yield Figure(
            "SPEED-9", "letters a second of two processes against one",
            Goal(1.7, is_least=True), one["seconds"] / two["seconds"],
        )  # fmt: skip
        long = _together(made.config, cases[start + 2 * few : start + 2 * few + many], 2)
        yield Figure(
            "SPEED-9", f"{many} letters in six languages by two processes",
            Goal(120, "s"), long["seconds"], f"{many / long['seconds']:.0f} a second",
        )  # fmt: skip
        yield Figure("SPEED-9", "memory at their end against their beginning", Goal(1.1),
                     long["memory"])  # fmt: skip
        yield Figure("SPEED-9", "letters lost or made twice", Goal(0, "errors"), _faults())


def _cost(cases: Sequence[int], rounds: int) -> Figure:
    """Seconds of CPU of a slice, against those of setting the same letters and nothing else."""
    worker.bind()
    documents: list[LetterDocument] = []
    render = pdf.render_letter

    def remembering(document: LetterDocument, *, at: datetime) -> bytes:
        documents.append(document)
        return render(document, at=at)

    _begin(cases)
    ours, alone, bare = [], [], []
    pdf.render_letter = remembering
    try:
        for _ in range(rounds + 1):
            documents.clear()
            seconds = _seconds(_run_slice)
            ours.append(seconds)
            # The same letters under other numbers: nothing of them was set before.
            again = [_renamed(one) for one in documents]
            at = clock.now()
            alone.append(_seconds(lambda again=again, at=at: [render(one, at=at) for one in again]))
            bare.append(_seconds(lambda again=again, at=at: [_bare(one, at) for one in again]))
    finally:
        pdf.render_letter = render
        jobs.queue().flush()
    ratio = statistics.median([a / b for a, b in zip(ours[1:], bare[1:], strict=True)])
    kept = statistics.median([a / b for a, b in zip(ours[1:], alone[1:], strict=True)])
    return Figure(
        "SPEED-9", "a letter rendered, frozen, stored and queued against the typesetter alone",
        Goal(1.6), ratio, f"against our own quicker way to call it {kept:.2f}",
    )  # fmt: skip


def _run_slice() -> None:
    task = jobs.queue().dequeue()
    if task is not None:
        jobs.queue().execute(task)


def _seconds(work: Any) -> float:
    started = time.process_time()
    work()
    return max(time.process_time() - started, 1e-9)


def _renamed(document: LetterDocument) -> LetterDocument:
    first = document.parts[0]
    recipient = (f"{first.recipient[0]} Jr.", *first.recipient[1:])
    return replace(document, parts=(replace(first, recipient=recipient), *document.parts[1:]))


_bare_compiler: list[Any] = []


def _bare(document: LetterDocument, at: datetime) -> bytes:
    """The typesetter as its makers tell to use it: one kept, the data as its inputs."""
    if not _bare_compiler:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
        )
        _bare_compiler.append(
            typst.Compiler(root=str(pdf.TEMPLATES), font_paths=fonts, ignore_system_fonts=True)
        )
    made = _bare_compiler[0].compile(
        input=str(pdf.TEMPLATES / "letter.typ"), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(pdf.letter_data(document), ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )  # fmt: skip
    return bytes(made)


def _together(config: Config, cases: Sequence[int], processes: int) -> dict[str, float]:
    """Seconds until a batch is made by so many processes, and how their memory grew."""
    batch = _begin(cases)
    context = multiprocessing.get_context("spawn")
    ready: Any = context.Barrier(processes + 1)
    results: Queue[Any] = context.Queue()
    makers = [
        context.Process(target=_make, args=(config, batch.id, ready, results))
        for _ in range(processes)
    ]
    for one in makers:
        one.start()
    ready.wait()
    started = time.perf_counter()
    found = [results.get() for _ in makers]
    seconds = time.perf_counter() - started
    for one in makers:
        one.join()
    return {"seconds": seconds, "memory": max(after / before for before, after in found)}


def _make(config: Config, batch_id: int, ready: Any, results: "Queue[Any]") -> None:
    create_app(config)
    worker.bind()
    db.database.connect(reuse_if_open=True)
    ready.wait()
    done, before = 0, 0.0
    while LetterBatch.get_by_id(batch_id).state == BatchState.RUNNING:
        task = jobs.queue().dequeue()
        if task is None:
            time.sleep(0.01)
            continue
        jobs.queue().execute(task)
        done += SLICE
        before = before or (_resident() if done >= SETTLED else 0.0)
    after = _resident()
    results.put((before or after, after))


def _resident() -> float:
    try:
        return float(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 1.0


def _faults() -> int:
    """Cases of finished batches without their letter, and letters that no row of a batch names."""
    rows = BatchLetter.select().join(LetterBatch).where(LetterBatch.state == BatchState.DONE)
    lost = rows.where(BatchLetter.state != BatchLetterState.MADE).count()
    named = BatchLetter.select(BatchLetter.letter).where(BatchLetter.letter.is_null(False))
    return int(lost + Letter.select().where(Letter.id.not_in(named)).count())


def _begin(cases: Sequence[int]) -> LetterBatch:
    at = clock.now()
    reply_by = clock.today(resources.timezone()) + timedelta(days=14)
    return begin_batch(
        Account.get().actor, kind=KIND, case_ids=cases, fields={"reply_by": reply_by.isoformat()},
        chosen="", is_same_list=True, at=at,
    )  # fmt: skip


def _cases(count: int) -> list[int]:
    """So many open cases of one worker, in six languages, and releases in all of them."""
    from portal.models import Office, Unit

    at = clock.now()
    office = Office.create(name="Bench", address="1 Main Street\nOakland, CA", phone="510 555 0100",
                           hours="")  # fmt: skip
    unit = Unit.create(office=office, name="1")
    sender = Account.create(
        email="bench@demo.example", name="Ana Ruiz", role="counselor", office=office, unit=unit,
        created_at=at, phone="(510) 555-0142",
    )  # fmt: skip
    _releases(at)
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        Participant.insert_many([_person(number, at) for number in numbers]).execute()
    people = Participant.select(Participant.id, Participant.written_locale).order_by(Participant.id)
    rows = [
        {
            "number": f"B-{number}", "participant": who, "program": "wtw", "office": office,
            "unit": unit, "worker": sender, "enrolled_on": date(2026, 1, 5), "locale": locale,
            "display_name": f"Tran, Hoa{number}", "key": db.new_key(),
        }
        for number, (who, locale) in enumerate(people.tuples())
    ]  # fmt: skip
    for start in range(0, count, CHUNK):
        Case.insert_many(rows[start : start + CHUNK]).execute()
    return [number for (number,) in Case.select(Case.id).order_by(Case.id).tuples()]


def _person(number: int, at: datetime) -> dict[str, Any]:
    locale = LOCALES[number % len(LOCALES)]
    return {
        "key": db.new_key(), "given_name": f"Hoa{number}", "family_name": "Tran",
        "birth_on": date(1990, 1, 15), "written_locale": locale, "spoken_locale": locale,
        "address": f"{number} Harrison Street\nOakland, CA 94607", "created_at": at,
    }  # fmt: skip


def _releases(at: datetime) -> None:
    """Every language released with the texts that ship, as if somebody had approved them."""
    version = LetterVersion.get(LetterVersion.kind == KIND, LetterVersion.number > 0)
    for locale in LOCALES[1:]:
        starting = letter_kinds.starting_texts(locale)
        texts = {
            block.context: starting.get(block.context, ("", block.english))[1]
            for block in letter_kinds.kinds()[KIND].all_blocks
        }
        Release.create(
            kind=KIND, version=version, locale=locale, number=1, blocks=catalogs.frozen(texts),
            digest=catalogs.digest_of(texts), published_at=at,
        )  # fmt: skip
