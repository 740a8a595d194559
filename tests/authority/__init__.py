"""Authority cases: what an authority said of a plan, held against the ruling."""
