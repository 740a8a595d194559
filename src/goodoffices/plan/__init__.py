"""What somebody wants to do: the plan's format, its reader, and the goods catalogue."""

from goodoffices.plan.model import Act, Item, Party, Plan
from goodoffices.plan.reader import load_plan, read_plan

__all__ = ["Act", "Item", "Party", "Plan", "load_plan", "read_plan"]
