"""The service: pages for people, ``/api/v1`` for programs, both from the same edition."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from oogo.changes import Changes
from oogo.following import Copy, Mirror, follow
from oogo.indexes import Indexes
from oogo.store.pool import Pool
from oogo.store.reader import Reader
from oogo.store.remote_reader import RemoteReader
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
    plain,
    questions,
    rulebook,
    search,
    submissions,
    submit,
    things,
    waivers,
    workbench,
)
from oogo.web.desk import Desk
from oogo.web.dumps import Dumps
from oogo.web.frame import HERE, Headers
from oogo.web.freshness import Freshness
from oogo.web.querylog import QueryLog
from oogo.web.service import Service
from oogo.web.shortcut import Shortcut
from oogo.web.sparql import SparqlEndpoint
from oogo.web.validating import Checks

__all__ = ["create_app"]


def create_app(
    data_dir: Path,
    *,
    workers: int = 2,
    seconds: float = 20.0,
    store: str = "",
    read_only: bool = False,
    log_text: bool = False,
) -> FastAPI:
    """The service on the newest edition in this data folder.

    ``store`` is the address of a store elsewhere that answers instead of workers here. Where the
    log is a copy of another's (``read_only``) nothing is published, and the copy is followed.
    """
    query_log = QueryLog(data_dir / "queries", with_text=log_text)

    async def start() -> Reader:
        if store:
            return await RemoteReader.start(data_dir, store, workers=workers, seconds=seconds)
        return await Pool.start(data_dir, workers=workers, seconds=seconds)

    @asynccontextmanager
    async def alive(app: FastAPI) -> AsyncIterator[None]:
        app.state.pool = await start()
        app.state.indexes = Indexes(data_dir)
        app.state.dumps = Dumps(data_dir)
        app.state.changes = Changes(data_dir)
        keeping = [
            asyncio.create_task(app.state.indexes.keep_up(lambda: app.state.pool.own.edition)),
            asyncio.create_task(app.state.changes.keep_up()),
            asyncio.create_task(app.state.dumps.keep_up(lambda: app.state.pool.own.edition)),
            *([asyncio.create_task(follow(Copy(data_dir).catch_up))] if read_only else []),
        ]
        if store and not read_only:
            keeping.append(asyncio.create_task(follow(Mirror(data_dir, store).catch_up)))
        try:
            yield
        finally:
            for task in keeping:
                task.cancel()
            await asyncio.gather(*keeping, return_exceptions=True)
            query_log.flush()
            await app.state.indexes.close()
            await app.state.dumps.close()
            await app.state.changes.close()
            await app.state.desk.checks.close()
            await app.state.pool.close()

    app = Service(
        lifespan=alive,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        redirect_slashes=False,
    )
    app.state.desk = Desk(data_dir, Checks(data_dir, seconds))
    app.openapi = partial(openapi.describe_api, app)  # type: ignore[method-assign]
    app.state.metrics = metrics.Metrics()
    app.add_middleware(Freshness)
    app.add_middleware(Headers)
    app.add_middleware(Shortcut, get_pool=lambda: getattr(app.state, "pool", None), log=query_log)
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
        rulebook.router,
        submit.router,
        waivers.router,
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
        plain.api_router,
        norms.api_router,
        submit.api_router,
        submissions.api_router,
        waivers.api_router,
    ):
        app.include_router(router)
    endpoint = SparqlEndpoint(
        lambda: app.state.pool, workbench=workbench.show_workbench, log=query_log
    )
    app.at_once["/sparql"] = endpoint
    return app
