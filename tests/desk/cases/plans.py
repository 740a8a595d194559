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

FAMILY = """goodoffices: 1
title: Help for family
sponsor: ann
parties:
  - {id: ann, kind: person, name: Kim Ann, nationalities: [US], us_status: citizen, residence: US, roles: [family], listed: [none]}
  - {id: sister, kind: person, name: Kim Sun, nationalities: [KP], residence: KP, roles: [family], listed: [none]}
  - {id: aunt, kind: person, name: Kim Ok, nationalities: [KP], residence: KP, roles: [family], listed: [none]}
acts:
"""
_SENT = "to: [sister], personal: true, supports_business: false, purposes: [family]"
HELP = f"{FAMILY}  - {{id: help, kind: remittance, amount: 1000 USD, {_SENT}, from: 2021-02-01, until: 2021-12-01}}\n"
"""An American's help for her sister: up to 5,000 dollars a year without a licence. The plan does not say how much goes in all."""

PARCEL = (
    f"{FAMILY}  - {{id: parcel, kind: export, to: [sister], gift_parcel: true, origin: US, destination: KP, purposes: [family],\n"
    '     from: 2021-02-01, until: 2021-04-30, items: [{name: sweater, value: 50 USD, hs: "6110", eccn: EAR99, luxury: false}]}\n'
)
"""Gift parcels: one a month to the same recipient without a licence."""

AID = """goodoffices: 1
title: Power for a clinic
sponsor: mcc
parties:
  - {id: mcc, kind: organisation, name: A relief society, country: US, nonprofit: true, roles: [ngo]}
  - {id: clinic, kind: organisation, name: A clinic, country: KP, listed: [none]}
acts:
  - {id: goods, kind: export, to: [clinic], origin: US, destination: KP, from: 2021-02-01, until: 2021-06-30, purposes: [health, relief],
     items: [{name: generating set, value: 6500 USD, hs: "8502.11"}]}
"""
"""Aid that needs an exemption of the 1718 Committee, which allows so many shipments."""
