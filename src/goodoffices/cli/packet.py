"""`goodoffices packet`: the documents to file for a plan, and the templates that they are made with."""

from __future__ import annotations

import argparse
from pathlib import Path

from goodoffices.cli.arguments import UNREADABLE
from goodoffices.cli.screened import Rulings
from goodoffices.errors import InputError, printable
from goodoffices.packets.assemble import Packet, assemble
from goodoffices.packets.forms import Forms
from goodoffices.packets.particulars import Particulars, read_particulars
from goodoffices.packets.sources import Found


def run(arguments: argparse.Namespace) -> int:
    """Make a packet, or copy or check templates."""
    if arguments.copy_templates:
        from goodoffices.packets.templates import copy_templates

        copy_templates(arguments.copy_templates)
        print(
            f"Copied the templates to {arguments.copy_templates}. Edit them, then: goodoffices packet --lint {arguments.copy_templates}"
        )
        return 0
    if arguments.lint:
        return _lint(arguments.lint)
    if arguments.plan is None:
        raise InputError("name a plan: goodoffices packet our-plan.yaml -o FOLDER")
    packet = _packet(arguments)
    if arguments.explain or arguments.blanks:
        from goodoffices.packets.skeleton import explain, skeleton

        print(
            skeleton(packet) if arguments.blanks else "\n".join(printable(line) for line in explain(packet)),
            end="" if arguments.blanks else "\n",
        )
        return 0
    if arguments.output is None:
        raise InputError("name the folder to write: goodoffices packet our-plan.yaml -o FOLDER")
    from goodoffices.packets.folder import write_packet

    files = write_packet(packet, arguments.output, arguments.templates, arguments.fonts or (), not arguments.no_pdf)
    _tell(packet, arguments.output, files)
    return 0


def _packet(arguments: argparse.Namespace) -> Packet:
    from goodoffices.packets.skeleton import by_hand
    from goodoffices.plan.reader import load_plan

    by = Rulings(arguments)
    plan, ruling = by.ruled(load_plan(arguments.plan))
    forms = Forms.load(arguments.templates)
    given = read_particulars(arguments.particulars, plan, by_hand(forms)) if arguments.particulars else Particulars()
    return assemble(plan, ruling, by.law(plan), forms, given)


def _lint(folder: Path) -> int:
    from goodoffices.packets.templates import lint

    wrong = lint(folder)
    for line in wrong:
        print(printable(line))
    print(f"{len(wrong)} faults found." if wrong else "The templates are in order.")
    return UNREADABLE if wrong else 0


def _tell(packet: Packet, folder: Path, files: list[str]) -> None:
    """What was made, what stands against it, what is late, and how much is missing."""
    print(f"Wrote {len(files)} files to {folder}. Begin with 00-checklist.")
    checklist = packet.checklist.document
    for part in checklist.parts:
        if part.kind == "warning":
            for line in part.lines:
                print(printable("".join(run.text for run in line)))
    for one in packet.left_out:
        print(printable(f"Not made: {one.title}. {one.why}"))
    missing = packet.missing()
    told = sum(1 for blank in missing if blank.where == "plan")
    if missing:
        print(
            f"{len(missing)} facts are missing and left as marked blanks: {told} that the plan can say, {len(missing) - told} for the particulars. "
            "See the checklist, or `goodoffices packet PLAN --blanks`."
        )
    status = next((one.answer for one in checklist.filled if one.field == "status"), None)
    if isinstance(status, Found):
        print(printable(f"The plan's ruling: {' '.join(status.lines)}."))
