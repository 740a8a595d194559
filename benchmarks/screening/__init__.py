"""How well and how fast names are screened, on the whole SDN list, split in halves by entity."""
