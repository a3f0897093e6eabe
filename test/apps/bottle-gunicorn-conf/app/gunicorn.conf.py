import multiprocessing

wsgi_app = "jukebox:app"
bind = "127.0.0.1:5000"
threads = multiprocessing.cpu_count() * 2
timeout = 45
