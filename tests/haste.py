"""What makes a run shorter and changes nothing that it finds out."""

import gc
import os
import tempfile
from contextlib import ExitStack
from functools import partial

from jinja2 import FileSystemBytecodeCache

from tracker.core import templates

COMPILED = "GIAO_BAN_TEST_TEMPLATES"  # how workers hear of the folder in which templates lie compiled
STATEMENTS = {"query_cache_size": 5000}  # of an engine: the pages of all rooms together ask more than 500 kinds


def compile_templates_once(stack: ExitStack) -> None:
    """What one worker has compiled lies there for all applications of all workers, to the end of the run."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ[COMPILED] = stack.enter_context(tempfile.TemporaryDirectory(prefix="giao-ban-templates-"))
    cache = FileSystemBytecodeCache(os.environ[COMPILED])
    templates.SharedGlobals = partial(templates.SharedGlobals, bytecode_cache=cache)  # type: ignore[misc]


def look_for_garbage_among_what_is_new() -> None:
    """Python never again looks through modules and tests for garbage: a tenth of the time went there."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
