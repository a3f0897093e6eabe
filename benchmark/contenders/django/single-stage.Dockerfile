# The article's commands in a single stage
FROM python:3.11-bookworm

WORKDIR /app
ENV LANG=C.UTF-8
ENV PYTHONDONTWRITEBYTECODE=1
ENV PYTHONUNBUFFERED=1

RUN apt-get update && \
    apt-get install -y --no-install-recommends \
        gettext build-essential libpq-dev && \
    rm -rf /var/lib/apt/lists/*

COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt

# The user of the article's demo
RUN adduser --uid 1000 --disabled-password --gecos '' --no-create-home webdev

EXPOSE 8000
CMD ["gunicorn", "--bind=0.0.0.0:8000", "--worker-tmp-dir=/dev/shm", "proj.wsgi"]

COPY ./ ./
RUN chown webdev:webdev -R .
USER webdev
