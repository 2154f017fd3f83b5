"""The record for programs: REST under /api/v1, described at /api/openapi.json. Answers cite report, span and exact characters."""

from fastapi import APIRouter

from onrecord.web.api import bulk, correcting, record
from onrecord.web.api.answering import PROBLEMS

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
for part in (record, correcting, bulk):
    router.include_router(part.router)

__all__ = ["router"]
