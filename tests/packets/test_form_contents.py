"""What each form asks, held against the text that asks it: 15 CFR part 748, 31 CFR 501.801 and 510.512(e), the Committee's page."""

from __future__ import annotations

from tests.packets.made import FORMS, packet_of, paper_of

GOODS = """
goodoffices: 1
title: A pump for a clinic
as_of: 2024-06-03
sponsor: aid
parties:
  - {id: aid, kind: organisation, name: Aid, country: US, nonprofit: true, roles: [ngo]}
  - {id: ward, kind: organisation, name: A ward, country: KP, listed: [none]}
  - {id: store, kind: organisation, name: A store, country: KP, listed: [none]}
acts:
  - {id: goods, kind: export, to: [store], end_user: ward, origin: %s, destination: KP, from: 2025-03-01, purposes: [health],
     relation_to_government: none, items: [{name: well pump, quantity: 2, value: 9000 USD, hs: "8413.70", eccn: EAR99, origin: US}]}
"""


def test_the_ultimate_consignee_is_who_receives_and_the_end_user_has_its_own_block() -> None:
    text = paper_of(packet_of(GOODS % "US"), "bis-licence")
    assert "18. Ultimate consignee | A store" in text
    assert "19. End user, where it is not the ultimate consignee | A ward" in text


def test_blocks_12_and_20_are_asked_of_a_reexport_alone() -> None:
    asked = ("12. Licence, exception", "20. Original ultimate consignee")
    export, reexport = (paper_of(packet_of(GOODS % origin), "bis-licence") for origin in ("US", "CN"))
    for block in asked:
        assert block not in export
        assert block in reexport


def test_the_form_has_every_block_of_bis_748p() -> None:
    form = FORMS.named("bis-licence")
    fields = [field.asks for one in form.fields.values() for field in (one, *one.columns)]
    blocks = {int(asks.split(".")[0]) for asks in fields if asks.split(".")[0].isdigit()}
    assert blocks == set(range(1, 26)) - {8}
    letters = {letter for letter in "abcdefghij" if any(f"({letter})" in a.split(".")[0][:10] for a in fields)}
    assert letters == set("abcdefghij")


def test_the_statement_gives_the_four_paragraphs_that_the_supplement_prescribes() -> None:
    text = paper_of(packet_of(GOODS % "US"), "end-user-statement")
    starts = [line[:2] for line in text.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")]
    assert starts == ["1.", "2.", "3.", "4."]
    assert "for (years)" in text and "imprisonment or fine" in text and "to any country not approved for export" in text


REPORT = """
goodoffices: 1
title: Care at a ward
as_of: 2024-06-03
sponsor: aid
parties:
  - {id: aid, kind: organisation, name: Aid, country: US, nonprofit: true, roles: [ngo]}
  - {id: ward, kind: organisation, name: A ward, country: KP, listed: [none]}
acts:
  - {id: care, kind: service, to: [ward], place: KP, topic: medical, paid: false, from: 2024-11-04, purposes: [health],
     relation_to_government: necessary}
"""


def test_the_report_of_an_ngo_asks_each_element_of_510_512_e_1() -> None:
    packet = packet_of(REPORT)
    asked = [f.asks for p in packet.papers if p.document.form.name == "ngo-report" for f in p.document.filled]
    elements = (
        "personal use",
        "value of the transactions",
        "Government of North Korea or the Workers'",
        "Financial institutions",
    )
    for element in (*elements, "Type and scope", "First day of the activities", "Category of 31 CFR 510.512(b)"):
        assert any(element in asks for asks in asked), element
    assert "letter of approval, together with the request for it" in paper_of(packet, "ngo-report")


def test_the_licence_application_asks_what_501_801_asks() -> None:
    packet = packet_of("orchestra")
    text = paper_of(packet, "ofac-licence")
    assert "Why no general licence will do" in text
    assert "Documents attached that bear on the transaction" in text
    fields = FORMS.named("ofac-licence").fields
    assert {"principal", "reference", "blocked"} <= set(fields)
    assert "All parties concerned with or interested in the transaction" in fields["parties"].asks


def test_what_no_text_was_found_to_ask_is_marked_so() -> None:
    online = FORMS.named("ofac-licence").fields
    assert {online[name].read for name in ("general", "attached", "name")} == {"text"}
    assert {online[name].read for name in ("programme", "money", "scope", "website")} == {"memory"}
    passport = FORMS.named("special-validation").fields
    assert {passport[name].read for name in ("name", "address", "category", "evidence", "why")} == {"text"}
    assert {passport[name].read for name in ("itinerary", "trips", "passport")} == {"memory"}
