"""What to file: for each permission and notice of a ruling the document, filled from the plan, with a checklist."""

from goodoffices.packets.assemble import Packet, assemble
from goodoffices.packets.folder import write_packet
from goodoffices.packets.forms import Forms
from goodoffices.packets.particulars import Particulars, read_particulars

__all__ = ["Forms", "Packet", "Particulars", "assemble", "read_particulars", "write_packet"]
