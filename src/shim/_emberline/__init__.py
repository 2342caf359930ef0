"""The part of Emberline that runs inside the profiled interpreter."""

VERSION = "0.1.0"
