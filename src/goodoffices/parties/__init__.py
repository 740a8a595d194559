"""Who is listed: official lists in one normal form, names as they are really spelt, and screening parties against them."""
