from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.plan.manifest.countries import origin
from goodoffices.plan.manifest.values import cleaned, currency_of, decimal_signs, eccn, hs_code, money, number
from goodoffices.plan.reader import read_plan

NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "signs", "read"),
    [
        ("1,234.56", "", "1234.56"),
        ("1.234,56", "", "1234.56"),
        ("1 234,56", "", "1234.56"),
        ("1\u202f234,56", "", "1234.56"),
        ("1'234.50", "", "1234.50"),
        ("1,234,567", "", "1234567"),
        ("1,00,000", "", "100000"),
        ("12,50", "", "12.50"),
        ("0.125", "", "0.125"),
        ("1,234", "", "1234"),
        ("1,234", ",", "1.234"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("2 1/2", "", "2.5"),
        ("１２", "", "12"),
    ],
)
def test_a_number_is_read_in_the_manner_of_its_country(text: str, signs: str, read: str) -> None:
    assert number(text, frozenset(signs)) == Decimal(read)


@pytest.mark.parametrize(
    "text", ["1.234", "1.2.3", "12,34,5", "-5", "", "1e5", "abc", "1/3", "5 t", "1,23,4.5", "(500)"]
)
def test_what_could_be_another_number_is_not_read(text: str) -> None:
    assert number(text, NOTHING) is None


def test_where_a_table_uses_both_signs_only_clear_numbers_are_read() -> None:
    signs = decimal_signs(["1.234,5", "2,345.6"])
    assert signs == {".", ","}
    assert number("1,234", signs) is None
    assert number("1,234.5", signs) == Decimal("1234.5")


@given(st.decimals(0, 10**9, places=2), st.sampled_from([",.", ".,", " ,", "'.", "\u00a0,"]))
def test_an_amount_with_cents_is_read_back_however_it_is_grouped(amount: Decimal, style: str) -> None:
    text = f"{amount:,.2f}".translate({44: style[0], 46: style[1]})
    assert number(text, NOTHING) == amount


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$1,200.00", "1200", "$"),
        ("US$ 1,200", "1200", "USD"),
        ("USD1200", "1200", "USD"),
        ("500 US dollars", "500", "USD"),
        ("1 200,00 €", "1200", "EUR"),
        ("₩1,200,000", "1200000", "KRW"),
        ("1200원", "1200", "KRW"),
        ("￥500", "500", "¥"),
        ("500元", "500", "CNY"),
        ("$ USD 50", "50", "USD"),
        ("7", "7", ""),
    ],
)
def test_an_amount_brings_its_currency(text: str, amount: str, currency: str) -> None:
    assert money(text, NOTHING) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "text",
    [
        "120만원",
        "1.5M USD",
        "12 ctn",
        "500 USD or EUR",
        "(500)",
        "-500 USD",
        "USD -5",
        "$(5)",
        "-$5",
        "EUR 5.000",
        "free",
    ],
)
def test_an_amount_that_is_more_or_less_than_it_seems_is_not_read(text: str) -> None:
    assert money(text, NOTHING) is None


def test_two_currencies_are_none() -> None:
    assert currency_of("USD EUR") == ""
    assert currency_of("US$ USD") == "USD"


@pytest.mark.parametrize(
    ("text", "numeric", "code"),
    [
        ("8413.70.00", False, "8413.70.00"),
        ("841370", False, "841370"),
        ("841370", True, "841370"),
        ("84.13.70", False, "8413.70"),
        ("8413 70 00", False, "8413.70.00"),
        ("HS 8413.70", False, "8413.70"),
        ("8413.7", True, "8413.70"),
        ("8413.7", False, "8413.70"),
        ("302.11", True, "0302.11"),
        ("30211", True, "0302.11"),
        ("903", True, "0903"),
        ("8413", True, "8413"),
        ("8413700000", True, "8413700000"),
        ("841370000", False, "8413.70"),
        ("03", False, "03"),
    ],
)
def test_an_hs_code_is_restored_however_it_was_typed(text: str, numeric: bool, code: str) -> None:
    read = hs_code(text, numeric)
    assert read.value == code
    bent = code.replace(".", "") != text.replace(".", "").replace(" ", "").removeprefix("HS")
    assert bool(read.note) == bent, "what was not simply copied is told"


@pytest.mark.parametrize(
    ("text", "numeric"),
    [
        ("8413.70/8414", False),
        ("841370000", True),
        ("9903.01", False),
        ("00", False),
        ("8.41E+09", True),
        ("84137", False),
        ("x", False),
    ],
)
def test_an_hs_code_that_cannot_be_restored_is_left_out_and_told(text: str, numeric: bool) -> None:
    read = hs_code(text, numeric)
    assert read.value == ""
    assert "left out" in read.note


@pytest.mark.parametrize(
    ("text", "code"),
    [("ear 99", "EAR99"), ("EAR-99", "EAR99"), ("2b350.G", "2B350.g"), ("ECCN: 3A991.a.1", "3A991.a.1")],
)
def test_an_eccn_is_read_as_a_plan_has_it(text: str, code: str) -> None:
    assert eccn(text, False).value == code


@pytest.mark.parametrize(
    ("text", "numeric"), [("200", True), ("NLR", False), ("N/A", False), ("see note", False), ("2B35", False)]
)
def test_what_is_no_eccn_is_left_out_and_told(text: str, numeric: bool) -> None:
    assert eccn(text, numeric).value == ""
    assert "left out" in eccn(text, numeric).note


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("US", "US"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("Made in China", "CN"),
        ("대한민국", "KR"),
        ("미국산", "US"),
        ("中国", "CN"),
        ("Corée du Sud", "KR"),
        ("États-Unis", "US"),
        ("P.R. China", "CN"),
        ("DPRK", "KP"),
        ("북한", "KP"),
        ("Deutschland", "DE"),
        ("410", "KR"),
    ],
)
def test_a_country_is_known_by_its_names(text: str, code: str) -> None:
    assert origin(text).value == code


@pytest.mark.parametrize("text", ["Korea", "China/USA", "Asia", "various", "EU", "Soviet Union"])
def test_a_country_that_may_be_two_or_none_is_left_out_and_told(text: str) -> None:
    assert origin(text).value == ""
    assert "left out" in origin(text).note


@given(st.text(max_size=60))
def test_a_cleaned_text_is_one_that_a_plan_takes(text: str) -> None:
    name = cleaned(text)
    if not name:
        return
    plan = {
        "goodoffices": 1,
        "parties": [{"id": "a", "kind": "person"}],
        "acts": [{"id": "x", "kind": "export", "by": "a", "items": [{"name": name}]}],
    }
    try:
        (item,) = read_plan(json.dumps(plan).encode()).acts[0].items or ()
    except InputError as error:
        raise AssertionError(f"{name!r}: {error}") from None
    assert item.name == name
