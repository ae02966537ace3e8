# docker build -t okrbot . ; docker run --read-only --tmpfs /tmp -v okrbot:/data --env-file .env okrbot
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv --without-pip /opt/okrbot
COPY requirements.txt /src/
RUN pip --python /opt/okrbot/bin/python install --require-hashes --only-binary :all: -r /src/requirements.txt
COPY pyproject.toml README.md LICENSE /src/
COPY bot /src/bot
COPY charts /src/charts
COPY storage /src/storage
RUN pip --python /opt/okrbot/bin/python install --no-deps --no-build-isolation /src

FROM python:3.13-slim
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="okrbot" \
      org.opencontainers.image.description="A Slack bot for weekly OKR check-ins" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /tmp --shell /usr/sbin/nologin okrbot \
    && install -d -o okrbot -g okrbot -m 0700 /data
COPY --from=build /opt/okrbot /opt/okrbot
# Everything but /data and /tmp may be read-only. Both ways to run answer /healthz on 8080: Socket Mode to this container
# alone, HTTP mode to its network.
ENV PATH=/opt/okrbot/bin:$PATH \
    HOME=/tmp \
    MPLCONFIGDIR=/tmp/matplotlib \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OKRBOT_DATA_DIR=/data \
    OKRBOT_HEALTH_PORT=8080 \
    OKRBOT_HOST=0.0.0.0 \
    PORT=8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=8)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["okrbot"]
CMD ["run"]
