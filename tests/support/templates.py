"""Templates that are compiled, and looked into, once for all builds of a process.

Every application of Sphinx compiles those of its theme anew, which is half of a small build.
"""

from __future__ import annotations

from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, nodes
from jinja2.bccache import Bucket
from sphinx.jinja2glue import BuiltinTemplateLoader

#: what is compiled, and the extensions of the language ─► code
_COMPILED: dict[tuple[str, ...], CodeType] = {}
#: the same ─► what it is made of
_PARSED: dict[tuple[str, ...], nodes.Template] = {}


class CompiledOnce(BuiltinTemplateLoader):
    """Sphinx's own templates, for ``template_bridge``."""

    def init(self, *args: Any, **settings: Any) -> None:
        super().init(*args, **settings)
        self.environment.bytecode_cache = _Memory()
        # what finds out which links a theme shows, but not what compiles
        self.environment.parse = self._parse  # type: ignore[method-assign]

    def _parse(self, source: str) -> nodes.Template:
        key = _key(self.environment, source)
        if key not in _PARSED:
            _PARSED[key] = Environment.parse(self.environment, source)
        return _PARSED[key]

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
