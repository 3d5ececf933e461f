"""Templates that are compiled once for all builds of a process.

Every application of Sphinx compiles those of its theme anew, which is half of a small build.
"""

from __future__ import annotations

from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from sphinx.jinja2glue import BuiltinTemplateLoader

#: what is compiled, and the extensions of the language ─► code
_COMPILED: dict[tuple[str, ...], CodeType] = {}


class CompiledOnce(BuiltinTemplateLoader):
    """Sphinx's own templates, for ``template_bridge``."""

    def init(self, *args: Any, **settings: Any) -> None:
        super().init(*args, **settings)
        self.environment.bytecode_cache = _Memory()

    def render_string(self, source: str, context: dict[str, Any]) -> str:
        environment = self.environment
        key = _key(environment, source)
        if key not in _COMPILED:
            _COMPILED[key] = environment.compile(source)
        template = environment.template_class.from_code(
            environment, _COMPILED[key], environment.make_globals(None)
        )
        return template.render(context)


class _Memory(BytecodeCache):
    """Knows templates by their path and a checksum of their source."""

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = _COMPILED.get(_key(bucket.environment, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            _COMPILED[_key(bucket.environment, bucket.key, bucket.checksum)] = bucket.code


def _key(environment: Environment, *template: str) -> tuple[str, ...]:
    return (*template, *environment.extensions)
