"""What is true of every record."""

import gc

import msgspec
import pytest
from msgspec import inspect

from onrecord.model import Annotations, Dossier, Evidence, Span
from onrecord.model.base import Record

ATOMS = (inspect.StrType, inspect.IntType, inspect.FloatType, inspect.BoolType, inspect.NoneType, inspect.LiteralType)
NESTING = (inspect.VarTupleType, inspect.FrozenSetType)


def fields_of(kind: inspect.Type) -> list[inspect.Type]:
    """The types a field is made of, without the frames around them."""
    if isinstance(kind, inspect.UnionType):
        return [inner for each in kind.types for inner in fields_of(each)]
    if isinstance(kind, inspect.TupleType):
        return [inner for each in kind.item_types for inner in fields_of(each)]
    return fields_of(kind.item_type) if isinstance(kind, NESTING) else [kind]


def records() -> list[type[msgspec.Struct]]:
    found: dict[type[msgspec.Struct], None] = {}
    waiting: list[type[msgspec.Struct]] = [
        k for k in Record.__subclasses__() if k.__module__.startswith("onrecord.model")
    ]
    while waiting:
        record = waiting.pop()
        if record not in found:
            found[record] = None
            told = inspect.type_info(record)
            assert isinstance(told, inspect.StructType)
            waiting += [k.cls for f in told.fields for k in fields_of(f.type) if isinstance(k, inspect.StructType)]
    return list(found)


@pytest.mark.parametrize("record", records(), ids=lambda r: r.__name__)
def test_no_record_can_hold_itself_and_so_the_collector_never_looks_at_one(record: type[msgspec.Struct]) -> None:
    told = inspect.type_info(record)
    assert isinstance(told, inspect.StructType)
    assert record.__struct_config__.frozen
    assert not record.__struct_config__.gc
    for field in told.fields:
        for kind in fields_of(field.type):
            assert isinstance(kind, (*ATOMS, inspect.StructType)), (field.name, kind)


def test_the_records_of_a_report_and_of_a_dossier_are_among_them() -> None:
    assert {Annotations, Dossier, Span, Evidence} <= set(records())
    assert not gc.is_tracked(Span(0, 1))
