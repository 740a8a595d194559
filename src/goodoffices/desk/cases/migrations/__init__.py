"""How the tables of a case book came to be as they are: Alembic's revisions, run by the program itself."""
