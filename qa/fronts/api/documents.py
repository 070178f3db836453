"""Documents of the store: list, upload, remove, their tables and what the checks found."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import structlog
from anyio import to_thread
from fastapi import APIRouter, File, Request, UploadFile
from fastapi import Path as PathParameter

from ingest.model.document import Finding, SourceRef
from ingest.model.errors import UnreadableFile
from ingest.model.printed_tables import PrintedTable, printed_tables
from ingest.store.catalog.values import DocumentInfo
from qa.fronts.api.errors import ApiError
from qa.fronts.api.state import ApiState, state_of

log = structlog.get_logger("budgetqa.api")
router = APIRouter(prefix="/v1", tags=["documents"])

DocumentId = Annotated[str, PathParameter(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
_BLOCK = 1 << 20


@router.get("/documents")
def list_documents(request: Request) -> dict[str, Any]:
    """All documents, by institution, year and file."""
    documents = state_of(request).service.stores.catalog.documents()
    return {"documents": [described(each) for each in documents]}


@router.post("/documents", status_code=202)
async def upload_document(file: Annotated[UploadFile, File()], request: Request) -> dict[str, Any]:
    """Upload a file (.pdf, .txt, .md, .xlsx, .docx, .html); the job reports its progress."""
    state = state_of(request)
    return await to_thread.run_sync(_submit, file, state)


def _submit(file: UploadFile, state: ApiState) -> dict[str, Any]:
    path = state.jobs.folder / f".coming-{uuid.uuid4().hex}"
    try:
        _keep(file, path, state.server.limits.upload_bytes)
        return state.jobs.submit(file.filename or "", path).to_dict()
    except UnreadableFile as error:
        raise ApiError(415, str(error), "unsupported_type", param="file") from error
    except OSError as error:
        log.error("an upload cannot be kept", reason=error.strerror)
        raise ApiError(507, f"the server cannot keep the file ({error.strerror})", "no_room", param="file") from error
    finally:
        path.unlink(missing_ok=True)


def _keep(file: UploadFile, path: Path, most: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with path.open("wb") as kept:
        while block := file.file.read(_BLOCK):
            size += len(block)
            if size > most:
                raise ApiError(413, f"the file is larger than {most} bytes", "too_large", param="file")
            kept.write(block)


@router.delete("/documents/{document_id}")
def remove_document(document_id: DocumentId, request: Request) -> dict[str, Any]:
    """Remove a document from the store; an uploaded file is deleted."""
    state = state_of(request)
    document = state.service.stores.catalog.document(document_id)
    state.service.remove(document_id)
    state.jobs.forget_file(document.path)
    return {"id": document_id, "deleted": True}


@router.get("/documents/{document_id}/tables")
def list_tables(document_id: DocumentId, request: Request) -> dict[str, Any]:
    """The logical tables of a document."""
    catalog = state_of(request).service.stores.catalog
    catalog.document(document_id)
    return {
        "document_id": document_id,
        "tables": [_table(each) for each in printed_tables(catalog.tables(document_id))],
    }


@router.get("/documents/{document_id}/checks")
def list_checks(document_id: DocumentId, request: Request) -> dict[str, Any]:
    """What the reconciliation rules found in a document."""
    catalog = state_of(request).service.stores.catalog
    catalog.document(document_id)
    return {"document_id": document_id, "checks": [finding_body(each) for each in catalog.findings(document_id)]}


@router.get("/jobs/{job_id}")
def get_job(job_id: Annotated[str, PathParameter(max_length=64)], request: Request) -> dict[str, Any]:
    """The progress of an upload: ``queued``, ``reading``, ``storing``, ``done`` or ``failed``."""
    return state_of(request).jobs.get(job_id).to_dict()


def described(document: DocumentInfo) -> dict[str, Any]:
    """A document at a glance; where its file lies on the server is the server's business."""
    identity = ("title", "institution", "region", "level", "year", "kind", "variant")
    names = ("id", "file", *identity, "format", "pages", "ingested_at")
    lists = {"warnings": list(document.warnings), "corrected": list(document.corrected)}
    return {name: getattr(document, name) for name in names} | {"counts": asdict(document.counts)} | lists


def _table(table: PrintedTable) -> dict[str, Any]:
    names = ("id", "number", "title", "kind", "institution", "year")
    return {name: getattr(table.first, name) for name in names} | {
        "subject": table.subject,
        "unit": table.unit,
        "section": list(table.first.section),
        "notes": list(table.first.notes),
        "columns": [list(column.path) for part in table.parts for column in part.columns],
        "rows": table.records,
        "pages": list(table.pages),
        "parts": [part.id for part in table.parts],
        **place_body(table.first.source),
    }


def finding_body(finding: Finding) -> dict[str, Any]:
    """A finding, ready for JSON."""
    names = ("rule", "verdict", "severity", "message")
    lists = ("figures", "places", "tables", "quotes", "facts", "related")
    return {
        **{name: str(getattr(finding, name)) for name in names},
        **{name: list(getattr(finding, name)) for name in lists},
        "sources": [place_body(source) for source in finding.sources],
    }


def place_body(source: SourceRef) -> dict[str, Any]:
    return {"page": source.page, "line": source.line, "bbox": list(source.box) if source.box else None}
