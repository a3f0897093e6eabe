import asyncio
import os

import tornado.web


class Kites(tornado.web.RequestHandler):
    def get(self):
        self.write({"kites": ["delta", "box"]})


async def main():
    app = tornado.web.Application([("/kites", Kites)])
    app.listen(int(os.environ.get("PORT", 8888)))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
