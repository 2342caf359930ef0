"""The Markdown of the truth bench."""

_GOAL_POINTS = 2.0


def print_full(marks, name, version, truth, figures, file):
    """Every share of every tool for one program on one interpreter."""
    print("\n**%s**, Python %s, %% of the work (%s time)\n" % (name, version, marks.metric), file=file)
    print("| | %s | elsewhere | samples/s | lost | worst |" % " | ".join(marks.parts), file=file)
    print("|---|%s" % ("---|" * (len(marks.parts) + 4)), file=file)
    print("| truth | %s | | | | |" % " | ".join("%.1f (%.1f-%.1f)" % (100 * middle, 100 * low, 100 * high)
                                              for low, middle, high in (truth[part] for part in marks.parts)), file=file)
    for one in figures:
        if not one.shares:
            print("| %s | %s |" % (one.tool, one.why), file=file)
            continue
        rest = 100 * one.shares.get("elsewhere", 0.0)
        print("| %s | %s | %.1f | %s | %s | %.1f |" % (
            one.tool, " | ".join("%.1f" % (100 * one.shares.get(part, 0.0)) for part in marks.parts), rest,
            "" if one.rate is None else "%.0f" % one.rate, "" if one.lost is None else "%.2f %%" % (100 * one.lost), one.worst),
            file=file, flush=True)


def summary(found):
    """Two tables: by program the worst deviation over all interpreters, and by interpreter over all programs."""
    tools = list(dict.fromkeys(one.tool for _, _, _, figures in found for one in figures))
    versions = list(dict.fromkeys(version for _, version, _, _ in found))
    rows = ["Worst line of each program, percentage points outside the truth's own range, over Python %s:" % ", ".join(versions), ""]
    rows += _grid("program", [name for name, _, _, _ in found], found, tools, lambda row: row[0])
    rows += ["", "The same by interpreter, over all programs; our lost samples are the most of any program:", ""]
    rows += _grid("Python", versions, found, tools, lambda row: row[1], lost=True)
    rows += _reasons(found)
    return "\n".join(rows)


def _grid(title, keys, found, tools, key_of, lost=False):
    rows = ["| %s | %s |%s" % (title, " | ".join(tools), " lost |" if lost else ""), "|---|%s" % ("---|" * (len(tools) + lost))]
    for key in dict.fromkeys(keys):
        mine = [one for row in found if key_of(row) == key for one in row[3]]
        cells = [_cell([one.worst for one in mine if one.tool == tool]) for tool in tools]
        if lost:
            losses = [one.lost for one in mine if one.lost is not None]
            cells.append("%.2f %%" % (100 * max(losses)) if losses else "")
        rows.append("| %s | %s |" % (key, " | ".join(cells)))
    return rows


def _cell(worsts):
    known = [worst for worst in worsts if worst is not None]
    if not known:
        return "-"
    missing = "" if len(known) == len(worsts) else " (%d of %d ran)" % (len(known), len(worsts))
    return ("**%.1f**" if max(known) <= _GOAL_POINTS else "%.1f") % max(known) + missing


def _reasons(found):
    reasons = {}
    for _, version, _, figures in found:
        for one in figures:
            if one.worst is None:
                reasons.setdefault((one.tool, one.why), {})[version] = True
    return ["", *("%s: %s (Python %s)." % (tool, why, ", ".join(versions)) for (tool, why), versions in reasons.items())] if reasons else []
