"""Plans that the tests of cases are about."""

from __future__ import annotations

VISIT = """goodoffices: 1
title: Jane Roe sees the rest homes
sponsor: mcc
parties:
  - {id: mcc, kind: organisation, name: A relief society, country: US, nonprofit: true, roles: [ngo]}
  - {id: jane, kind: person, name: Jane Roe, nationalities: [US], residence: US, us_status: citizen, passport: US, roles: [aid-worker]}
acts:
  - {id: visit, kind: travel, who: [jane], to: KP, via: [CN], from: 2021-02-01, until: 2021-02-14, entries: one, purposes: [relief]}
"""
"""An American's visit: it needs a special validation of her passport."""

CONTACT = """goodoffices: 1
title: A talk in Shenyang
sponsor: kim
parties:
  - {id: kim, kind: person, name: Kim Ji-woo, nationalities: [KR], residence: KR, roles: [scholar]}
  - {id: ri, kind: person, name: Ri Chol, nationalities: [KP], residence: KP, roles: [scholar], listed: [none]}
acts:
  - {id: talk, kind: meeting, with: [ri], place: CN, from: 2021-02-01, until: 2021-02-02, purposes: [scholarship], subjects: [poetry]}
"""
"""A South Korean's meeting: it has to be reported before, and after."""
