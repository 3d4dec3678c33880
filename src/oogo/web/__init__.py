"""The service: pages for people, ``/api/v1`` for programs, both from the same edition."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from oogo.changes import Changes
from oogo.search import Indexes
from oogo.store.pool import Pool
from oogo.web import (
    api,
    catalog,
    changes,
    definitions,
    documents,
    dumps,
    failures,
    home,
    lists,
    metrics,
    norms,
    openapi,
    operations,
    questions,
    search,
    submissions,
    submit,
    things,
    workbench,
)
from oogo.web.desk import Desk
from oogo.web.dumps import Dumps
from oogo.web.frame import HERE, Headers
from oogo.web.sparql import SparqlEndpoint
from oogo.web.validating import Checks

__all__ = ["create_app"]


def create_app(data_dir: Path, *, workers: int = 2, seconds: float = 20.0) -> FastAPI:
    """The service on the newest edition in this data folder."""

    @asynccontextmanager
    async def alive(app: FastAPI) -> AsyncIterator[None]:
        app.state.pool = await Pool.start(data_dir, workers=workers, seconds=seconds)
        app.state.indexes = Indexes(data_dir)
        app.state.dumps = Dumps(data_dir)
        app.state.changes = Changes(data_dir)
        keeping = asyncio.create_task(app.state.indexes.keep_up(lambda: app.state.pool.edition))
        try:
            yield
        finally:
            keeping.cancel()
            await app.state.indexes.close()
            await app.state.dumps.close()
            await app.state.desk.checks.close()
            await app.state.pool.close()

    app = FastAPI(
        lifespan=alive,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        redirect_slashes=False,
    )
    app.state.desk = Desk(data_dir, Checks(data_dir, seconds))
    app.openapi = partial(openapi.describe_api, app)  # type: ignore[method-assign]
    app.state.metrics = metrics.Metrics()
    app.add_middleware(Headers)
    app.add_middleware(metrics.Counting, metrics=app.state.metrics)
    failures.install(app)
    app.state.terms = {}
    app.mount("/static", GZipMiddleware(StaticFiles(directory=HERE / "static")), name="static")
    for router in (
        home.router,
        questions.router,
        search.router,
        lists.router,
        norms.router,
        submit.router,
        operations.router,
        metrics.router,
        documents.router,
        catalog.router,
        dumps.router,
        changes.router,
        definitions.router,
        workbench.router,
        things.router,
        api.router,
        search.api_router,
        lists.api_router,
        norms.api_router,
        submit.api_router,
        submissions.api_router,
    ):
        app.include_router(router)
    endpoint = SparqlEndpoint(lambda: app.state.pool, workbench=workbench.show_workbench)
    app.router.routes.append(Route("/sparql", endpoint))
    return app
