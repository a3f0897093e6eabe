# node:<major>-<suite>-slim and node:<major>-<suite> around a node and npm that bases.sh put below usr/local.
ARG BASE
FROM ${BASE}
RUN groupadd --gid 1000 node \
 && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
ARG VERSION
ENV NODE_VERSION=${VERSION}
ENV YARN_VERSION=1.22.22
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libstdc++6 \
 && rm -rf /var/lib/apt/lists/*
COPY usr/local/ /usr/local/
COPY trust/ /
RUN update-ca-certificates \
 && npm install --global --no-fund yarn@${YARN_VERSION} \
 && rm -rf /root/.npm \
 && node --version && npm --version && yarn --version
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
