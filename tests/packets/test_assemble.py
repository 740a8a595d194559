"""Which documents a ruling calls for, in which order, with which days; and which are never made."""

from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.packets.document import MARK
from goodoffices.packets.facts_packet import StepFacts
from goodoffices.packets.sources import Found
from goodoffices.values import Day
from tests.packets.made import forms_of, packet_of, paper_of, text_of

POST = """
goodoffices: 1
title: A parcel by post, and its price
as_of: 2024-06-03
sponsor: ann
parties:
  - {id: ann, kind: person, name: Ann Roe, nationalities: [US], residence: US, us_status: citizen, located_in: US}
  - {id: aunt, kind: person, name: An aunt, nationalities: [KP], residence: KP, roles: [family], listed: [none]}
acts:
  - {id: parcel, kind: export, to: [aunt], origin: US, destination: KP, by_post: true, gift_parcel: true, parcels_this_month: 1,
     from: 2024-09-01, items: [{name: wool socks, quantity: 10 pairs, value: 60 USD, hs: "6115.94", eccn: EAR99, luxury: false}]}
  - {id: price, kind: payment, to: [aunt], amount: 50 USD, pays_for: parcel, from: 2024-09-01}
"""

FAMILY = """
goodoffices: 1
title: Money for an aunt
as_of: 2024-06-03
sponsor: ann
parties:
  - {id: ann, kind: person, name: Ann Roe, nationalities: [US], residence: US, us_status: citizen}
  - {id: aunt, kind: person, name: An aunt, nationalities: [KP], residence: KP, roles: [family], listed: [none]}
acts:
  - {id: help, kind: remittance, to: [aunt], amount: 1000 USD, total_this_year: 1000 USD, personal: true, supports_business: false,
     carried_in_person: true, own_behalf: true, from: 2024-07-01, until: 2024-07-02, purposes: [family]}
"""


def test_each_permission_and_notice_of_a_ruling_has_its_document() -> None:
    packet = packet_of("tb-medicine-xray")
    assert forms_of(packet) == [
        *("un-exemption", "bis-licence", "end-user-statement", "ngo-report"),
        *("reliance", "reliance", "reliance", "comfort-pending"),
    ]
    needed = {p.ask.id for p in packet.dossier.ruling.permissions}
    assert needed == {"un-1718-exemption", "us-bis-licence"}


def test_the_un_request_goes_first_since_the_bis_licence_waits_for_its_answer() -> None:
    steps = {p.document.form.name: p.step for p in packet_of("tb-medicine-xray").papers if p.step}
    un, bis = steps["un-exemption"], steps["bis-licence"]
    assert un.latest == Day(2024, 11, 4) - dt.timedelta(days=120)
    assert bis.latest == Day(2024, 11, 4) - dt.timedelta(days=90)
    assert un.chain == bis.latest - dt.timedelta(days=120)
    assert un.order < bis.order


def test_what_is_too_late_is_said_with_the_days() -> None:
    (step,) = [p.step for p in packet_of("reporter").papers if p.document.form.name == "special-validation" and p.step]
    late = StepFacts(step, Day(2024, 7, 15)).get("late")
    assert isinstance(late, Found)
    assert late.lines[0].startswith("TOO LATE: the latest day was 6 days before 2024-07-15.")


def test_a_step_without_a_day_in_the_plan_says_which_act_gives_none() -> None:
    packet = packet_of("orchestra")
    (step,) = [p.step for p in packet.papers if p.document.form.name == "ofac-licence" and p.step]
    assert step.latest is None
    assert "the plan gives no day for hire" in text_of(packet.checklist.document)


def test_every_traveller_who_needs_a_validation_has_a_letter() -> None:
    text = POST.split("parties:")[0] + (
        "parties:\n"
        "  - {id: ann, kind: person, name: Ann Roe, nationalities: [US], us_status: citizen, passport: US}\n"
        "  - {id: bob, kind: person, name: Bob Roe, nationalities: [US], us_status: citizen, passport: US}\n"
        "  - {id: cho, kind: person, name: Cho Yun, nationalities: [CA], passport: CA}\n"
        "acts:\n"
        "  - {id: trip, kind: travel, who: [ann, bob, cho], to: KP, from: 2024-12-01, until: 2024-12-09, entries: many}\n"
    )
    packet = packet_of(text)
    names = [p.name for p in packet.papers if p.document.form.name == "special-validation"]
    assert names == ["01-special-validation-ann", "02-special-validation-bob"]
    assert "I ask for a validation for several trips" in paper_of(packet, "special-validation")


def test_one_trip_asks_for_nothing_that_several_need() -> None:
    assert "several trips, since" not in paper_of(packet_of("tinned-meat"), "special-validation")


def test_the_letter_to_a_bank_names_the_paragraph_that_allows_the_transaction() -> None:
    letter = paper_of(packet_of(FAMILY), "comfort")
    assert "31 CFR 510.511 (authorised: Noncommercial, personal remittances)" in letter
    assert "allowed on conditions" in letter


def test_no_letter_to_a_bank_is_made_for_what_pays_for_something_barred() -> None:
    packet = packet_of(POST)
    assert packet.dossier.ruled("parcel").status.value == "barred"
    assert not {"comfort", "comfort-pending", "reliance"} & set(forms_of(packet))
    why = {one.title: one.why for one in packet.left_out}
    assert "parcel, which price serves, is BARRED" in why["Letter to a bank or carrier, for price"]


def test_the_letter_while_a_permission_is_pending_says_so_first() -> None:
    letter = paper_of(packet_of("tb-medicine-xray"), "comfort-pending")
    assert letter.index("DO NOT PROCESS. This transaction is not allowed yet.") < letter.index("goods: export")
    assert "NOT YET GRANTED" in letter


def test_no_letter_is_made_where_one_part_is_undecided_though_another_needs_a_permission() -> None:
    packet = packet_of("tinned-meat")
    assert packet.dossier.ruled("meat").status.value == "permission"
    assert "comfort-pending" not in forms_of(packet)
    assert any("meat is NOT DECIDED" in one.why for one in packet.left_out)


def test_the_cover_says_what_is_barred_and_what_is_undecided() -> None:
    barred = text_of(packet_of(POST).checklist.document)
    assert "THIS PLAN IS NOT LAWFUL AS IT STANDS" in barred
    assert "parcel is BARRED" in barred
    assert "THIS PLAN IS NOT DECIDED AS IT STANDS" in text_of(packet_of("tinned-meat").checklist.document)
    assert "AS IT STANDS" not in text_of(packet_of(FAMILY).checklist.document)


def test_a_document_of_an_undecided_act_says_so_above_its_text() -> None:
    papers = {p.document.form.name: p.document for p in packet_of("tinned-meat").papers}
    assert papers["un-exemption"].banner[0].startswith("This is no permission.")
    assert papers["special-validation"].banner == ()


def test_records_are_kept_ten_years_for_acts_since_2025_03_12_and_five_before() -> None:
    assert "2029-07-02 (5 years, 31 CFR 501.601)" in paper_of(packet_of(FAMILY), "reliance")
    later = FAMILY.replace("2024-07", "2025-07").replace("as_of: 2024-06-03", "as_of: 2025-06-03")
    assert "2035-07-02 (10 years, 31 CFR 501.601)" in paper_of(packet_of(later), "reliance")


def test_a_notice_that_the_plan_says_is_filed_is_not_made_again() -> None:
    plan = (
        "goodoffices: 1\nas_of: 2024-06-03\nsponsor: aid\nparties:\n"
        "  - {id: aid, kind: organisation, name: Aid, country: US, nonprofit: true, roles: [ngo]}\n"
        "  - {id: ward, kind: organisation, name: A ward, country: KP, listed: [none]}\nacts:\n"
        "  - {id: care, kind: service, to: [ward], place: KP, topic: medical, paid: false, from: 2024-11-04, purposes: [health],\n"
        "     relation_to_government: necessary%s}\n"
    )
    assert "ngo-report" in forms_of(packet_of(plan % ""))
    filed = packet_of(plan % ", holds: [{permission: us-state-ngo-report, state: filed}]")
    assert "ngo-report" not in forms_of(filed)
    assert any("has been filed" in one.why for one in filed.left_out)


@pytest.mark.parametrize(
    "example", ["tinned-meat", "tb-medicine-xray", "divided-family", "orchestra", "reporter", "scholars-workshop"]
)
def test_every_blank_of_the_documents_is_on_the_checklist(example: str) -> None:
    packet = packet_of(example)
    cover = text_of(packet.checklist.document)
    for asks, _ in packet.missing().values():
        assert asks in cover
    marked = {
        run.text
        for p in packet.papers
        for part in p.document.parts
        for row in part.rows
        for cell in row
        for line in cell
        for run in line
        if run.blank
    }
    assert marked == {
        MARK.format(asks=asks) for asks in (m.removeprefix("[FILL IN: ").removesuffix("]") for m in marked)
    }
    assert marked


def test_a_permission_without_a_form_of_its_own_is_asked_for_with_the_general_request() -> None:
    text = (
        "goodoffices: 1\nas_of: 2024-06-03\nsponsor: kim\nparties:\n"
        "  - {id: kim, kind: person, name: 김민수, nationalities: [KR], residence: KR, passport: KR}\n"
        "  - {id: ri, kind: person, name: 리철, nationalities: [KP], residence: KP, listed: [none]}\nacts:\n"
        "  - {id: trip, kind: travel, who: [kim], to: KP, from: 2024-09-01, until: 2024-09-04, purposes: [scholarship]}\n"
        "  - {id: talk, kind: meeting, to: [ri], place: CN, from: 2024-08-01, purposes: [scholarship]}\n"
    )
    packet = packet_of(text)
    assert {p.ask.id for p in packet.dossier.ruling.permissions} >= {"kr-visit-approval"}
    request = paper_of(packet, "request")
    assert "Ministry of Unification" in request
    assert "김민수" in request


def test_a_guest_of_a_german_host_has_a_letter_for_the_visa_by_the_day_that_the_rule_sets() -> None:
    text = (
        "goodoffices: 1\nas_of: 2024-06-03\nsponsor: host\nparties:\n"
        "  - {id: host, kind: organisation, name: Ein Verein, country: DE, nonprofit: true, roles: [ngo], listed: [none]}\n"
        "  - {id: ri, kind: person, name: Ri Chol, nationalities: [KP], residence: KP, listed: [none], roles: [scholar], employer: host}\n"
        "acts:\n  - {id: visit, kind: invitation, guests: [ri], to: DE, from: 2024-12-01, until: 2024-12-09, purposes: [scholarship]}\n"
    )
    packet = packet_of(text)
    (paper,) = [p for p in packet.papers if p.document.form.name == "visa-support"]
    assert paper.step is not None and paper.step.latest == Day(2024, 12, 1) - dt.timedelta(days=90)
    letter = text_of(paper.document)
    assert "Ein Verein invites Ri Chol to Germany, 2024-12-01 to 2024-12-09" in letter
    assert "Employer | Ein Verein" in letter


def test_the_cover_tells_what_the_plan_has_asked_for_already() -> None:
    text = FAMILY.replace(
        "purposes: [family]}",
        "purposes: [family], holds: [{permission: us-ofac-licence, state: applied, number: KP-1}]}",
    )
    assert "OFAC specific licence | help | applied | KP-1 | not given" in text_of(packet_of(text).checklist.document)
    assert "| applied |" not in text_of(packet_of(FAMILY).checklist.document)
