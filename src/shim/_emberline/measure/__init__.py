"""Measures pieces of programs, apart from any recording: one job a process, described by a JSON file, answered into another."""
