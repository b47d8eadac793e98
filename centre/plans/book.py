"""All generated pages together: where each stands, and whether what stands there is what the code says now."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import translation

from . import diagrams, matrices

NOTE = "<!-- Made by `manage.py generate_docs` from the code. Change the code, then run it again. -->\n\n"


def home() -> Path:
    """The folder of the generated pages."""
    return Path(settings.BASE_DIR) / "docs" / "generated"


def pages() -> dict[str, str]:
    """Every page by its path below `home()`. The words are English whatever the reader's language."""
    with translation.override("en"):
        plans = list(diagrams.machines())
        found = {f"states/{plan.name}.md": diagrams.page(plan) for plan in plans}
        found["roles.md"] = matrices.roles_page()
        found["walls.md"] = matrices.walls_page()
        links = "\n".join(f"- [{plan.name}](states/{plan.name}.md): {plan.story}" for plan in plans)
        found["README.md"] = (
            "# Drawn from the code\n\n- [Roles and permissions](roles.md)\n- [Walls](walls.md)\n\n"
            f"## State machines\n\n{links}\n"
        )
    return {name: NOTE + text for name, text in sorted(found.items())}


def stale() -> list[str]:
    """Pages that are missing, differ from the code, or speak of something that is gone."""
    wanted = pages()
    standing = {str(path.relative_to(home())): path.read_text() for path in home().rglob("*.md")}
    return sorted(name for name in wanted.keys() | standing.keys() if wanted.get(name) != standing.get(name))


def write() -> list[str]:
    """Write every stale page, remove those of things that are gone; the names of the pages touched."""
    wanted, touched = pages(), stale()
    for name in touched:
        path = home() / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name])
        else:
            path.unlink()
    return touched
