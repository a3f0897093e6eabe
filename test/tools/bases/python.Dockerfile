# python:<series>-slim-<suite> (target slim) and python:<series>-<suite> (target full) around a CPython that bases.sh
# copied from this machine to usr/local.
ARG SUITE
FROM debian:${SUITE}-slim AS slim
ENV PATH=/usr/local/bin:$PATH
# The official images set LANG up to 3.12 only; it changes nothing here, so this one is the same for all.
ENV LANG=C.UTF-8
ARG LIBRARIES
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates netbase tzdata ${LIBRARIES} \
 && rm -rf /var/lib/apt/lists/*
ARG VERSION
ENV PYTHON_VERSION=${VERSION}
COPY usr/local/ /usr/local/
COPY trust/ /
# Official images have pip alone since 3.12, with setuptools and wheel before; and no .pyc files.
ARG PIP_PACKAGES
RUN update-ca-certificates && ldconfig \
 && export PYTHONDONTWRITEBYTECODE=1 \
 && python3 -m ensurepip \
 && python3 -m pip install --no-cache-dir --no-compile --root-user-action=ignore ${PIP_PACKAGES} \
 && find /usr/local -depth \
      \( \( -type d -a \( -name test -o -name tests -o -name idle_test \) \) -o \( -type f -a -name '*.pyc' \) \) \
      -exec rm -rf '{}' + \
 && python3 --version && pip --version
CMD ["python3"]

FROM buildpack-deps:${SUITE} AS full
ENV PATH=/usr/local/bin:$PATH
ENV LANG=C.UTF-8
RUN apt-get update \
 && apt-get install -y --no-install-recommends libbluetooth-dev tk-dev uuid-dev \
 && rm -rf /var/lib/apt/lists/*
ARG VERSION
ENV PYTHON_VERSION=${VERSION}
COPY --from=slim /usr/local/ /usr/local/
COPY trust/ /
RUN ldconfig && PYTHONDONTWRITEBYTECODE=1 python3 --version
CMD ["python3"]
