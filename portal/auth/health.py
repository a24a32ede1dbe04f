"""Whether the process is up, and whether it can work."""

import flask

from portal import db, resources, schema
from portal.access import public
from portal.auth.area import area


@area.get("/healthz")
@public
def healthz() -> flask.typing.ResponseReturnValue:
    """The process is up."""
    return {"status": "up"}


@area.get("/readyz")
@public
def readyz() -> flask.typing.ResponseReturnValue:
    """Database, migrations and storage work; 503 with the reasons where one does not."""
    reasons = []
    try:
        db.database.execute_sql("SELECT 1")
        if waiting := schema.pending():
            reasons.append(f"migrations missing: {', '.join(waiting)}")
    except Exception as error:
        reasons.append(f"database: {type(error).__name__}")
    try:
        resources.current().storage.check()
    except Exception as error:
        reasons.append(f"storage: {type(error).__name__}")
    return {"status": "not ready" if reasons else "ready", "reasons": reasons}, (
        503 if reasons else 200
    )
