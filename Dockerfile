FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY kafkalint kafkalint
COPY rules rules
RUN python -m venv /opt/kafkalint && /opt/kafkalint/bin/pip install --no-cache-dir --no-compile .

FROM python:3.13-slim
COPY --from=build /opt/kafkalint /opt/kafkalint
ENV PATH=/opt/kafkalint/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["kafkalint"]
CMD ["check"]
