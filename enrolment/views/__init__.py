"""Pages of applicants and participants. Each shows a person what is theirs; for anybody else there is no such page."""
