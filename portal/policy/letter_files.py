"""The files that letters ship as: TOML texts read into kinds, blocks and fields, checked whole."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from portal.policy.lettering import (
    SAMPLES,
    SECTION_ORDER,
    Block,
    BlockRole,
    Field,
    FieldType,
    LetteringError,
    LetterKind,
    Section,
    SharedBlocks,
    is_balanced,
)
from portal.policy.plurals import ENGLISH, forms_of, joined
from portal.policy.programs import ProgramCode

# Banks whose phrases are named by their codes alone, since they came first; keys never change.
_BANKS_BY_CODE = ("appointment", "reason", "paper", "way")


def load_shared(text: str, phrases: str = "") -> SharedBlocks:
    """The shared blocks from the TOML texts of shared.toml and phrases.toml (a table a bank, code
    to English). Raises LetteringError (ours)."""
    raw = _toml(text)
    fields, rights = _fields(raw), _fields(raw, "rights")
    blocks = tuple(_block("shared", entry) for entry in raw.get("blocks", [])) + tuple(
        _phrase(bank, code, str(english))
        for bank, codes in _toml(phrases).items()
        for code, english in codes.items()
    )
    _require_sound(blocks, {**fields, **rights})
    by_key = {block.key: block for block in blocks}
    return SharedBlocks(int(raw["version"]), fields, rights, by_key)


def load_kind(text: str, shared: SharedBlocks) -> LetterKind:
    """A letter kind from its TOML text; `use = "key"` puts a shared block in its place.

    Raises LetteringError for unknown fields, a repeated key, blocks out of the order of
    screens.md section 6, or fewer than three samples (screens.md, section 2.2),
    or a program without a rule that the letter rests on there (LET-9) and not named in `not_in`.
    """
    raw = _toml(text)
    blocks = tuple(_used(raw["kind"], entry, shared) for entry in raw["blocks"])
    named = {name for block in blocks for name in block.places}
    own = _fields(raw)
    rights = {n: field for n, field in shared.rights.items() if n in named and n not in own}
    fields = {**shared.fields, **own, **rights}
    order = [SECTION_ORDER.index(block.section) for block in blocks]
    if order != sorted(order):
        raise LetteringError(f"{raw['kind']}: sections out of order")
    _require_sound(blocks, fields)
    banks = {field.bank for field in fields.values()} - {""}
    extras = tuple(
        block
        for block in shared.blocks.values()
        if block.role in (BlockRole.HEADING, BlockRole.LABEL) or block.bank in banks
    )
    if unknown := banks - {block.bank for block in extras}:
        raise LetteringError(f"{raw['kind']}: no phrases {sorted(unknown)}")
    _require_one_meaning(raw["kind"], extras)
    return LetterKind(
        code=raw["code"],
        kind=raw["kind"],
        name=raw["name"],
        version=int(raw["version"]),
        purpose=raw["purpose"],
        trigger=raw["trigger"],
        citations=_citations(raw),
        fields=fields,
        blocks=blocks,
        extras=extras,
    )


def _citations(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    without = raw.get("not_in", ())
    found = {code: tuple(raw["citations"].get(code, ())) for code in ProgramCode}
    if wrong := [code for code, rules in found.items() if bool(rules) == (code in without)]:
        raise LetteringError(f"{raw['kind']}: no rule cited for {wrong}, or not a letter there")
    return {str(code): rules for code, rules in found.items() if rules}


def _require_one_meaning(kind: str, extras: tuple[Block, ...]) -> None:
    """One code says one thing in one letter, whichever of its banks it is from."""
    said: dict[str, str] = {}
    for block in extras:
        if block.code and said.setdefault(block.code, block.english) != block.english:
            raise LetteringError(f"{kind}: the code {block.code!r} means two things")


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LetteringError(str(error)) from error


def _fields(raw: Mapping[str, Any], table: str = "fields") -> dict[str, Field]:
    found: dict[str, Field] = {}
    for entry in raw.get(table, []):
        samples = tuple(str(sample) for sample in entry["samples"])
        if len(samples) != SAMPLES:
            raise LetteringError(f"field {entry['name']!r} needs {SAMPLES} samples")
        name, needed = str(entry["name"]), entry.get("needed_when", {})
        found[name] = Field(
            name, FieldType(entry["type"]), samples, bool(entry.get("optional", False)),
            str(entry.get("bank", "")), (needed.get("field", ""), tuple(needed.get("codes", ()))),
        )  # fmt: skip
    return found


def _used(kind: str, entry: Mapping[str, Any], shared: SharedBlocks) -> Block:
    if "use" not in entry:
        return _block(kind, entry)
    if entry["use"] not in shared.blocks:
        raise LetteringError(f"{kind}: no shared block {entry['use']!r}")
    block = shared.blocks[entry["use"]]
    return replace(block, is_required=bool(entry.get("required", block.is_required)))


def _block(kind: str, entry: Mapping[str, Any]) -> Block:
    condition = entry.get("only_when", {})
    return Block(
        key=entry["key"],
        context=f"{kind}.{entry['key']}",
        role=BlockRole(entry["role"]),
        section=Section(entry["section"]),
        english=_english(entry),
        note=entry.get("note", "").strip(),
        is_required=bool(entry.get("required", False)),
        is_customizable=bool(entry.get("customizable", False)),
        items_field=entry.get("items_field", ""),
        only_when=(condition.get("field", ""), tuple(condition.get("codes", ()))),
        counted_by=entry.get("counted_by", ""),
    )


def _english(entry: Mapping[str, Any]) -> str:
    if "counted_by" not in entry:
        return str(entry["english"]).strip()
    return joined((entry["english"], entry["english_other"]))


def _phrase(bank: str, code: str, english: str) -> Block:
    key = f"phrase_{code}" if bank in _BANKS_BY_CODE else f"phrase_{bank}_{code}"
    return Block(
        key, f"shared.{key}", BlockRole.PHRASE, Section.LABEL, english,
        "What a letter says where a worker chose this from a list.", bank=bank, code=code,
    )  # fmt: skip


def _require_sound(blocks: tuple[Block, ...], fields: Mapping[str, Field]) -> None:
    contexts = [block.context for block in blocks]
    if len(set(contexts)) != len(contexts):
        raise LetteringError("a block is named twice")
    for block in blocks:
        named = {*block.places, block.items_field, block.only_when[0], block.counted_by} - {""}
        unknown = named - set(fields)
        if unknown:
            raise LetteringError(f"{block.context}: unknown fields {sorted(unknown)}")
        if not all(form and is_balanced(form) for form in forms_of(block.english)):
            raise LetteringError(f"{block.context}: blank, or markup not balanced")
        _require_counted(block, fields)
        if any(fields[name].type is FieldType.LIST for name in block.places):
            raise LetteringError(f"{block.context}: a list stands below its text, never in it")


def _require_counted(block: Block, fields: Mapping[str, Field]) -> None:
    forms = len(forms_of(block.english))
    if forms != (ENGLISH.forms if block.counted_by else 1):
        raise LetteringError(f"{block.context}: {forms} forms")
    if block.counted_by and fields[block.counted_by].type not in (FieldType.HOURS, FieldType.LIST):
        raise LetteringError(f"{block.context}: counted by hours or by the lines of a list alone")
