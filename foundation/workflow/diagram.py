"""A lifecycle as a picture and as a table, for the help page and the documentation."""

from foundation.workflow.lifecycle import BACK, Lifecycle


def mermaid(lifecycle: Lifecycle) -> str:
    """Return the lifecycle as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'  state "{label}" as {_id(state)}' for state, label in lifecycle.labels.items()]
    for row in lifecycle.rows:
        for source in row.starts_from():
            target = _id(source) + "_back" if row.target == BACK else _id(row.target)
            lines.append(f"  {_id(source)} --> {target}: {row.words}")
    backs = {source for row in lifecycle.rows if row.target == BACK for source in row.starts_from()}
    lines += [f'  state "where it came from" as {_id(source)}_back' for source in sorted(backs)]
    return "\n".join(lines)


def table(lifecycle: Lifecycle) -> list[dict[str, str]]:
    """One row a transition and source: what people read on the help page."""
    return [
        {
            "step": row.words,
            "from": lifecycle.labels[source],
            "to": "where it came from" if row.target == BACK else lifecycle.labels[row.target],
            "permission": row.permission or "the portal itself",
            "reason": "required" if row.reason_required else "",
        }
        for row in lifecycle.rows
        for source in row.starts_from()
    ]


def _id(state: str) -> str:
    return state.replace("-", "_").replace(" ", "_")
