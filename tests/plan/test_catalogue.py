"""The goods catalogue: what an item is taken for, and how surely."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.plan.catalogue import FOLDER, Catalogue, shipped
from goodoffices.plan.goods_table import TABLE, read_table
from scripts.make_goods_table import made


def test_it_has_what_contact_plans_carry() -> None:
    assert len(shipped().goods) >= 250


def test_castor_bean_seed_is_no_food() -> None:
    match = shipped().match("castor bean seed", "1207.30")
    assert match and match.good.food is False


def test_seed_corn_is_food() -> None:
    match = shipped().match("hybrid maize seed", "1005.10")
    assert match and match.good.food is True


def test_wine_is_luxury_and_no_food() -> None:
    match = shipped().match("bottled red wine", "2204.21")
    assert match and match.good.luxury is True and match.good.food is False


def test_a_toy_tractor_is_not_surely_a_tractor() -> None:
    match = shipped().match("toy tractor", None)
    assert match is None or match.certainty != "sure"


def test_words_that_say_nothing_match_nothing() -> None:
    for name in ("assorted supplies", "equipment", "kit", "blurb zork"):
        assert shipped().match(name, None) is None


def test_goods_of_one_code_that_differ_leave_the_class_open() -> None:
    match = shipped().match("zork", "3004.90")
    assert match is None or match.good.luxury is not True


NAMES = [
    ("wool blankets", "blankets"),
    ("solar pumps", "water pump"),
    ("India Mark II pumps", "hand pump"),
    ("ready-to-use supplementary food", "therapeutic food"),
    ("fortified biscuits", "biscuits"),
    ("GeneXpert machine", "PCR machine"),
    ("Xpert cartridges", "GeneXpert cartridges"),
    ("soymilk processing systems", "soy milk machine"),
    ("500 bicycles", "bicycle"),
    ("20 two-wheel tractors", "walking tractor"),
    ("mobile threshers", "threshing machine"),
    ("4,000 surgical masks", "surgical mask"),
    ("500 mg amoxicillin capsules", "antibiotics"),
    ("vitamin C tablets", "vitamins"),
    ("10 bags of rice", "rice"),
    ("carton of cigarettes", "cigarettes"),
    ("box of chocolates", "chocolate"),
    ("prostheses", "prostheses"),
    ("anesthesia machine", "anaesthesia machine"),
    ("aluminum crutches", "crutches"),
    ("fertilizer", "fertiliser"),
    ("tires", "tyres"),
    ("jewelry", "jewellery"),
    ("movies", "films"),
    ("Korean Bibles", "Bibles"),
    ("thermal imaging camera", "thermal camera"),
    ("3D printer", "3D printer"),
    ("USB sticks", "USB stick"),
    ("쌀 10톤", "rice"),
    ("자전거 500대", "bicycle"),
    ("결핵약", "TB drugs"),
    ("휠체어", "wheelchair"),
    ("성경책", "Bibles"),
    ("두유기", "soy milk machine"),
    ("뜨락또르", "tractor"),
]


@pytest.mark.parametrize(("name", "good"), NAMES)
def test_a_good_is_found_by_the_name_that_people_write(name: str, good: str) -> None:
    match = shipped().match(name, None)
    assert match and (match.good.name, match.certainty) == (good, "sure")


@pytest.mark.parametrize(
    "name",
    ["breast milk pump", "fuel pump", "baby milk bottle", "milk machine", "cat food", "wheat straw", "phone case"],
)
def test_a_name_within_another_things_name_is_not_that_good(name: str) -> None:
    match = shipped().match(name, None)
    assert match is None or match.good.name == "breast pump"


@pytest.mark.parametrize(
    "name", ["military tents", "armoured car", "encrypted USB stick", "gold-plated phone", "leather sofa", "20 tablets"]
)
def test_what_a_word_makes_another_thing_is_left_to_the_plan(name: str) -> None:
    assert shipped().match(name, None) is None


@pytest.mark.parametrize("name", ["toy car", "toy tractors", "toy cars and dolls"])
def test_a_toy_is_a_toy(name: str) -> None:
    match = shipped().match(name, None)
    assert match and match.good.name == "toys" and match.good.luxury is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("breast pump", "water pump"),
        ("egg incubator", "infant incubator"),
        ("seed drill", "power drill"),
        ("sports wheelchair", "wheelchair"),
        ("football boots", "football"),
        ("infrared thermometer", "thermal camera"),
    ],
)
def test_like_named_goods_are_kept_apart(one: str, other: str) -> None:
    first, second = shipped().match(one, None), shipped().match(other, None)
    assert first and second and first.good != second.good and first.certainty == second.certainty == "sure"


def test_a_list_is_what_all_its_parts_are() -> None:
    both = shipped().match("cholera and typhoid vaccines", None)
    assert both and both.good.name == "listed vaccines" and both.certainty == "sure"
    mixed = shipped().match("measles and rabies vaccines", None)
    assert mixed and mixed.good.medicine is True and not mixed.good.eccn_confirmed
    assert shipped().match("rice and zork", None) is None


def test_a_shared_head_is_read_with_each_part_of_a_list() -> None:
    match = shipped().match("rice, maize and soybean threshers", None)
    assert match and match.good.name == "threshing machine"


def test_a_name_that_fits_two_goods_tells_only_what_both_have() -> None:
    match = shipped().match("notebooks", None)
    assert match and match.good.luxury is None and match.good.hs == () and not match.good.eccn_confirmed


def test_an_hs_code_alone_gives_no_eccn_but_for_food() -> None:
    vest, turkey = shipped().match("armour vest", "6211.43"), shipped().match("zork", "1602.31")
    assert vest and not vest.good.eccn_confirmed
    assert turkey and turkey.good.food is True and turkey.good.eccn_confirmed


def test_a_likely_match_gives_no_eccn() -> None:
    match = shipped().match("underwater flashlight", None)
    assert match and match.certainty == "likely" and not match.good.eccn_confirmed


@pytest.mark.parametrize("name", ["bath salt", "cleansing milk", "wheel nuts", "soap cakes", "rat poison medicine"])
def test_a_likely_name_alone_makes_nothing_food_or_medicine(name: str) -> None:
    match = shipped().match(name, None)
    assert match is None or not (match.good.food or match.good.medicine)


def test_an_hs_code_tells_apart_what_the_name_does_not() -> None:
    small, large = shipped().match("diesel generator", "8502.11"), shipped().match("diesel generator", "8502.13")
    assert small and small.good.eccn == ("2A994",) and small.good.eccn_confirmed
    assert large and not large.good.eccn_confirmed


def test_a_name_does_not_tell_the_heading_of_what_may_go_under_several() -> None:
    match = shipped().match("greenhouse kit", None)
    assert match and match.certainty == "sure" and match.good.hs == ()


@pytest.mark.parametrize(
    ("name", "eccn"),
    [
        ("surgical masks", "EAR99"),
        ("seismometer", "6A999.a"),
        ("fishing boat", "8A992.f"),
        ("Geiger counter", "1A999.a"),
        ("HPLC", "3A999.f"),
        ("handheld GPS", "7A994"),
        ("BCG vaccine", "EAR99"),
        ("oral cholera vaccine", "1C991.a"),
    ],
)
def test_a_control_number_is_given_where_its_entry_was_read(name: str, eccn: str) -> None:
    match = shipped().match(name, None)
    assert match and match.good.eccn_confirmed and match.good.eccn == (eccn,)


@pytest.mark.parametrize(
    "name", ["laptop", "water pump", "X-ray machine", "welding machine", "fertiliser", "vaccines", "inverter", "drone"]
)
def test_a_control_number_that_hangs_on_a_fact_is_not_given_and_the_fact_is_named(name: str) -> None:
    match = shipped().match(name, None)
    assert match and not match.good.eccn_confirmed and match.good.note


def test_a_vaccine_on_the_control_list_is_still_a_medicine() -> None:
    match = shipped().match("rabies vaccine", None)
    assert match and match.good.medicine is True


def test_every_confirmed_number_is_one_number() -> None:
    assert [g.name for g in shipped().goods if g.eccn_confirmed and len(g.eccn) != 1] == []


def test_every_good_is_found_by_each_of_its_names() -> None:
    lost = []
    for good in shipped().goods:
        for name in (good.name, *good.synonyms):
            match = shipped().match(name, None)
            if match is None or good.name not in match.good.name:
                lost.append((name, good.name, match and match.good.name))
    assert lost == []


@given(st.text(max_size=60), st.one_of(st.none(), st.text(alphabet="0123456789.", max_size=8)))
def test_no_text_breaks_the_match(name: str, hs: str | None) -> None:
    shipped().match(name, hs)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("goods:\n  - {name: a, hs: ['12'], eccn: EAR99, eccn_confidence: unsure}\n", "six digits"),
        ("goods:\n  - {name: a, hs: ['120190'], eccn: EAR99, eccn_confidence: sure}\n", "one of"),
        ("goods:\n  - {name: a, hs: ['120190'], eccn: EAR99, eccn_confidence: confirmed}\n", "eccn_source"),
        ("goods:\n  - {name: a, colour: red, hs: ['120190'], eccn: EAR99, eccn_confidence: unsure}\n", "unknown key"),
    ],
)
def test_a_wrong_goods_file_is_one_error(tmp_path: Path, text: str, hint: str) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=hint):
        Catalogue.load(tmp_path)


def test_the_table_says_what_the_files_say() -> None:
    found = (FOLDER / TABLE).read_bytes()
    assert found.decode() == made().decode(), "make it anew with: python scripts/make_goods_table.py"
    table = read_table(FOLDER)
    assert table is not None and table[0] == Catalogue.load().goods


def test_a_table_of_other_files_is_passed_over(tmp_path: Path) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert read_table(tmp_path) is not None
    goods = tmp_path / "vehicles.yaml"
    goods.write_bytes(goods.read_bytes() + b"# mended\n")
    assert read_table(tmp_path) is None
    (tmp_path / TABLE).write_text("{")
    assert read_table(tmp_path) is None
