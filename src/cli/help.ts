/** The texts of --help. */

const MAIN = `emberline: where time and memory go in a Python program, line by line.

Usage:
  emberline profile [options] -- script.py [args]    run a program and record it
  emberline profile [options] -- -m module [args]
  emberline summary FILE                             what a recording found
  emberline lines FILE [--json]                      costs by line
  emberline tree FILE [--json]                       the call tree
  emberline references FILE [--json]                 watched objects and their reference counts
  emberline garbage FILE [--json]                    runs of the cyclic collector
  emberline memory FILE [--json]                     memory by line: heap, resident, increments
  emberline advise FILE [--try] [--json]             changes that may help, and what they gained when tried
  emberline calls FILE [--json]                      counted calls, of a recording or a .prof file
  emberline compare BEFORE AFTER [--json]            what changed from one run to another
  emberline export FILE --to speedscope|collapsed|html|pstats -o OUT

emberline COMMAND --help tells more. Exit codes: of the program for profile, else 0; 2 when Emberline itself could not do it.
`;

const PROFILE = `Usage: emberline profile [options] -- script.py [args]
       emberline profile [options] -- -m module [args]

Runs a Python program as it would run without Emberline (same streams, arguments, exit code and signals), writes a
recording, and prints a summary to standard error when the program has ended.

Options:
  --python EXE          interpreter; else the one in VIRTUAL_ENV, in .venv, or python3
  --out FILE, -o FILE   recording to write; else NAME-DATE-TIME.ember in this folder
  --memory              measure memory even where that slows the program down
  --no-memory           do not measure memory
  --references NAME[@FILE[:LINE]]
                        follow the reference count of what this name is bound to; may be given again
  --engine auto|native|python
  --interval-us N       mean time between samples in microseconds (1000)
  --workspace DIR       folder whose files are yours
  --calls               count every call as well (slower; see emberline calls)
  --quiet               no summary
`;

const LINES = `Usage: emberline lines FILE [--json] [--metric ID]

The costs of each line. Without --json a table of the lines with the most of one metric (wall, cpu, allocated,
allocations, held, peak); with it every line, sorted by file and line:
  {"format":1,"metrics":[{"id","unit","total"}],"lines":[{"file","line","function","self","total","samples"}]}
`;

const TREE = `Usage: emberline tree FILE [--json] [--metric ID]

The call tree. Without --json the calls with at least 1 % of one metric, indented, a function that calls itself on one line;
with it every node, parents first:
  {"format":1,"nodes":[{"id","parent","kind","name","file","line","self"}]}
`;

const REFERENCES = `Usage: emberline references FILE [--json]

Objects whose reference counts were followed. Times in nanoseconds since the run's start:
  {"format":1,"objects":[{"name","type","kind","file","line","born","died","immortal","points":[{"at","count","source","links","file","line"}],
   "holders":[{"at","reason","count","cut","paths"}]}],"sizes":[{"at","reason","watched","largest", ...}]}
`;

const GARBAGE = `Usage: emberline garbage FILE [--json]

Runs of the cyclic collector. Times in nanoseconds:
  {"format":1,"collections":[{"at","duration","generation","collected","uncollectable","candidates","file","line"}],
   "cycles":[{"text","count","objects","bytes","members","links","closing", ...}],"cycleTotals","states":[...]}
`;

const MEMORY = `Usage: emberline memory FILE [--function NAME]... [--file NAME] [--json]

Memory line by line: the highest Python heap and resident memory while a line ran, what its runs added (its calls included), and of
its own blocks what was allocated, held at exit, held at the peak and freed elsewhere. Heap and resident memory are never mixed.
With --function the whole source of these functions; without a choice the lines of your files that have figures. JSON, in bytes:
  {"format":1,"peak","peakRss","files":[{"file","heapBasis","rssBasis","lines":[{"line","function","runs","heapMost",
   "heapIncrement","rssMost","rssIncrement","allocated","allocations","held","peak","freedElsewhere","freedHere"}]}]}
heapBasis tells where increments come from: followed (read around each run), frees (allocated less freed meanwhile),
readings (differences between readings, spread over what ran: an estimate).
`;

const ADVISE = `Usage: emberline advise FILE [--try] [--allow KIND] [--json]

What the rules say of the lines that mattered in a recording. With --try each change runs before and after, in turn, on a copy:
results are compared, time and peak memory measured. A program that writes, deletes, connects, starts processes, opens databases
or asks for input is not run again unless --allow write, delete, network, process, database or input says so (may be repeated).
Exit codes: 1 when there is something to gain (with --try: measured), 0 when not, 2 when Emberline could not do it.
`;

const CALLS = `Usage: emberline calls FILE [--json]

Calls that were counted one by one: FILE is a recording of emberline profile --calls, or a .prof file of cProfile. Without --json
a table of the functions with the most time of their own; with it all of them. Times in nanoseconds:
  {"format":1,"tracer","costNs","functions":[{"name","file","line","calls","primitive","self","total","callers":[…]}]}
`;

const COMPARE = `Usage: emberline compare BEFORE AFTER [--json] [--metric ID]

What changed from one run to another, by function, the largest change first. Functions are matched by name and file.
A change that chance would explain is marked with ~ in the table and "certain": false in the JSON form:
  {"format":1,"metric":{"id","unit","before","after"},"functions":[{"name","file","line","before","after","certain"}]}
`;

const EXPORT = `Usage: emberline export FILE --to speedscope|collapsed|html|pstats [-o OUT] [--metric ID]

  speedscope   JSON for speedscope.app: a profile for every thread, and one for each memory metric
  collapsed    one stack a line with its weight in one metric (--metric), for flamegraph.pl and similar tools
  html         one self-contained page with the panel
  pstats       counted calls for Python's pstats and its viewers (needs -o; the run was made with --calls)
Without -o the result goes to standard output.
`;

const SUMMARY = `Usage: emberline summary FILE

What a recording found: hottest lines, most allocating lines, watched references, the collector's runs.
`;

export const HELP = {
  main: MAIN,
  profile: PROFILE,
  summary: SUMMARY,
  lines: LINES,
  tree: TREE,
  references: REFERENCES,
  garbage: GARBAGE,
  memory: MEMORY,
  advise: ADVISE,
  calls: CALLS,
  compare: COMPARE,
  export: EXPORT,
} as const;
