"""Small programs that would notice a profiler; each must print, say and end the same with and without one.

name -> (source, words after the script). A source may be a dict of files; `main.py` is the script unless `run` says otherwise.
"""

PROGRAMS = {
    "identity": ("""
        import sys
        print(sys.argv, __name__, __file__, __spec__, __package__, type(__loader__).__name__, __doc__)
        print(list(globals()), type(__builtins__), sys.path[0], sys.modules['__main__'].__dict__ is globals())
        print(getattr(sys, 'orig_argv', None), sys.flags, locals() is globals())
        """, ["a", "-b", "--", "c d"]),
    "raises": ("def f():\n    g()\ndef g():\n    raise ValueError('no')\nf()\n", []),
    "chain": ("""
        def f():
            try:
                {}['k']
            except KeyError as error:
                raise RuntimeError('second') from error
        try:
            f()
        except RuntimeError:
            1 / 0
        """, []),
    "syntax error": ("x = 1\ny = = 2\n", []),
    "indentation error": ("def f():\nreturn 1\n", []),
    "not utf-8": (b"x = 1\ny = '\xe9'\n", []),
    "null byte": (b"x = 1\ny = '\x00'\n", []),
    "latin-1": (b"# -*- coding: latin-1 -*-\nprint(ascii('\xe9'))\n1/0 # \xe9\n", []),
    "bom and crlf": (b"\xef\xbb\xbfprint(1)\r\n1/0\r\n", []),
    "syntax warning": ("x = 1\nprint(x is 1)\n", []),
    "empty": ("", []),
    "exit 3": ("import sys; sys.exit(3)", []),
    "exit text": ("import sys; sys.exit('gone')", []),
    "exit none": ("import sys; sys.exit()", []),
    "exit object": ("raise SystemExit([1, 2])", []),
    "exit large": ("raise SystemExit(259)", []),
    "exit true": ("raise SystemExit(True)", []),
    "exit class": ("raise SystemExit", []),
    "os._exit": ("import os; print('a', flush=True); os._exit(7)", []),
    "os._exit wrong": ("import os\nos._exit('x')", []),
    "exec": ("import os, sys; print('before', flush=True); os.execv(sys.executable, [sys.executable, '-c', 'print(2)'])", []),
    "execvp": ("import os, sys; os.execvp('sh', ['sh', '-c', 'echo replaced; exit 4'])", []),
    "interrupt": ("raise KeyboardInterrupt", []),
    "interrupt by signal": ("import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(5)\n", []),
    "signal handler": ("""
        import signal, os
        signal.signal(signal.SIGUSR1, lambda number, frame: print('got', number, frame.f_code.co_name))
        os.kill(os.getpid(), signal.SIGUSR1)
        print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGALRM))
        """, []),
    "killed": ("import os, signal\nprint('x', flush=True)\nos.kill(os.getpid(), signal.SIGTERM)\n", []),
    "excepthook": ("""
        import sys
        def hook(kind, value, trace):
            print('hook', kind.__name__, value, trace.tb_lineno, trace.tb_next, sys.excepthook is hook)
        sys.excepthook = hook
        1 / 0
        """, []),
    "excepthook raises": ("""
        import sys
        def hook(kind, value, trace):
            raise RuntimeError('hook broke')
        sys.excepthook = hook
        1 / 0
        """, []),
    "last exception": ("""
        import atexit, sys
        @atexit.register
        def tell():
            print(sys.last_type.__name__, sys.last_value, sys.last_traceback.tb_lineno, sys.excepthook is sys.__excepthook__)
        1 / 0
        """, []),
    "atexit order": ("""
        import atexit
        for number in range(3):
            atexit.register(print, 'bye', number)
        """, []),
    "atexit raises": ("import atexit\n@atexit.register\ndef f():\n    1 / 0\n", []),
    "atexit cleared": ("import atexit\natexit.register(print, 1)\natexit._clear()\n", []),
    "threads": ("""
        import threading, time
        print(threading.active_count(), [t.name for t in threading.enumerate()], threading.main_thread() is threading.current_thread())
        def work():
            time.sleep(0.05); print('worker', threading.active_count())
        threading.Thread(target=work).start()
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        """, []),
    "thread raises": ("import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()\n", []),
    "thread after exit": ("""
        import threading, time, sys
        def late():
            time.sleep(0.1)
            print('late', flush=True)
        threading.Thread(target=late).start()
        sys.exit(5)
        """, []),
    "recursion": ("def f():\n    f()\nf()\n", []),
    "recursion depth": ("""
        import sys
        def depth(n=0):
            try:
                return depth(n + 1)
            except RecursionError:
                return n
        print(depth(), sys.getrecursionlimit())
        """, []),
    "frames below": ("""
        import sys, traceback, inspect
        frame, names = sys._getframe(), []
        while frame:
            names.append(frame.f_code.co_name)
            frame = frame.f_back
        print(names)
        traceback.print_stack()
        def f():
            print([entry.function for entry in inspect.stack()])
        f()
        """, []),
    "stacklevel": ("import warnings\ndef f():\n    warnings.warn('w', stacklevel=3)\nf()\nwarnings.warn('x')\n", []),
    "pickle": ("""
        import pickle
        class Point:
            def __init__(self): self.x = 1
        print(pickle.loads(pickle.dumps(Point())).x, Point.__module__, pickle.dumps(Point, 0))
        """, []),
    "dataclass and hints": ("""
        from __future__ import annotations
        import dataclasses, typing
        @dataclasses.dataclass
        class A:
            x: int
            y: A = None
        print(A(1), typing.get_type_hints(A), A.__module__)
        """, []),
    "future does not leak": ("def f(x: undefined_name_here if False else int): pass\nprint(f.__annotations__)\n", []),
    "settrace": ("""
        import sys
        events = []
        def trace(frame, event, arg):
            events.append((frame.f_code.co_name, event, frame.f_lineno))
            return trace
        def f():
            x = 1
            return x
        sys.settrace(trace)
        f()
        sys.settrace(None)
        print(events, sys.gettrace())
        """, []),
    "setprofile": ("""
        import sys
        events = []
        def profile(frame, event, arg):
            events.append((frame.f_code.co_name, event))
        sys.setprofile(profile)
        len([])
        sys.setprofile(None)
        print(events)
        """, []),
    "monitoring": ("""
        import sys
        monitoring = getattr(sys, 'monitoring', None)
        if monitoring:
            print([monitoring.get_tool(number) for number in range(6)])
            monitoring.use_tool_id(2, 'mine')
            lines = []
            monitoring.register_callback(2, monitoring.events.LINE, lambda code, line: lines.append(line))
            def f():
                return 1
            monitoring.set_local_events(2, f.__code__, monitoring.events.LINE)
            f()
            print(lines)
        """, []),
    "tracemalloc": ("""
        import tracemalloc
        print(tracemalloc.is_tracing())
        tracemalloc.start(3)
        kept = [bytes(1000) for _ in range(100)]
        print(tracemalloc.get_traceback_limit(), tracemalloc.get_traced_memory()[0] > 100000)
        snapshot = tracemalloc.take_snapshot().statistics('lineno')[0]
        print(snapshot.traceback[0].lineno, tracemalloc.is_tracing())
        tracemalloc.stop()
        """, []),
    "gc": ("""
        import gc
        print(gc.isenabled(), gc.get_threshold(), gc.get_debug(), gc.garbage)
        gc.callbacks.clear()
        def note(phase, info): print(phase, sorted(info)[:3])
        gc.callbacks.append(note)
        gc.collect()
        gc.callbacks.remove(note)
        """, []),
    "fork": ("""
        import os, sys, threading
        pid = os.fork()
        if pid == 0:
            print('child', threading.active_count(), flush=True)
            sys.exit(3)
        print('parent', os.waitpid(pid, 0)[1] >> 8)
        """, []),
    "fork many": ("""
        import os
        for number in range(20):
            pid = os.fork()
            if pid == 0:
                os._exit(number)
            assert os.waitpid(pid, 0)[1] >> 8 == number
        print('done')
        """, []),
    "descriptors": ("""
        import os
        print(open(os.devnull).fileno(), os.environ.get('EMBERLINE_TOKEN'))
        os.closerange(3, 2048)
        print(os.open(os.devnull, os.O_RDONLY))
        """, []),
    "stdin": ("print(repr(input('name? ')))\nimport sys\nprint(sys.stdin.read(), sys.stdin.isatty())\n", []),
    "broken pipe": ("import sys\nsys.stdout.write('x' * 200000)\n", []),
    "subprocess": ("""
        import subprocess, sys
        print(subprocess.run([sys.executable, '-c', 'import os; print(sorted(k for k in os.environ if "EMBER" in k))'],
                             capture_output=True, text=True).stdout)
        """, []),
    "spawn": ("""
        import multiprocessing
        def double(x): return x * 2
        if __name__ == '__main__':
            with multiprocessing.get_context('spawn').Pool(2) as pool:
                print(pool.map(double, [1, 2, 3]))
        """, []),
    "fork pool": ("""
        import multiprocessing
        def double(x): return x * 2
        if __name__ == '__main__':
            with multiprocessing.get_context('fork').Pool(2) as pool:
                print(pool.map(double, [1, 2, 3]))
        """, []),
    "forkserver": ("""
        import multiprocessing
        def double(x): return x * 2
        if __name__ == '__main__':
            with multiprocessing.get_context('forkserver').Pool(1) as pool:
                print(pool.map(double, [1, 2, 3]))
        """, []),
    "changes directory and deletes itself": ("""
        import os
        os.chdir('/')
        os.remove(__file__)
        def f(): raise OSError('gone')
        f()
        """, []),
    "asyncio": ("""
        import asyncio
        async def main():
            await asyncio.gather(*[asyncio.sleep(0.01) for _ in range(5)])
            print('ran')
            raise ValueError('in task')
        asyncio.run(main())
        """, []),
    "unraisable": ("class A:\n    def __del__(self): 1 / 0\na = A()\ndel a\n", []),
    "del at exit": ("class A:\n    def __del__(self): print('del', __name__)\na = A()\n", []),
    "doctest of main": ('"""\n>>> 1 + 1\n2\n"""\nimport doctest\nprint(__doc__, doctest.testmod())\n', []),
    "imports sibling": ({"main.py": "import sibling\nprint(sibling.__name__, sibling.__file__)\n", "sibling.py": "x = 1\n"}, []),
    "exception group": ("import sys\nif sys.version_info >= (3, 11):\n    raise eval('ExceptionGroup')('g', [ValueError(1)])\n", []),
    "sys.modules": ("import sys\nprint('argparse' in sys.modules, 're' in sys.modules, 'json' in sys.modules, 'tracemalloc' in sys.modules)\n", []),
    "warnings option": ("import warnings\nwarnings.warn('old', DeprecationWarning)\n", []),
}
