// Prints a port of loopback that is free at this moment.
import { createServer } from 'node:net';

const probe = createServer();
probe.listen(0, '127.0.0.1', () => {
  console.log(probe.address().port);
  probe.close();
});
