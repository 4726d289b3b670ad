import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { accept } from '../contract/accept.js';
import { Refusal } from '../contract/errors.js';
import { ContentParameters, UploadParameters } from '../contract/file.js';
import { limits } from '../contract/limits.js';
import * as operations from '../contract/operations/files.js';
import { isOn } from '../contract/shapes.js';
import { findContent } from '../file/read.js';
import { uploadFile } from '../file/upload.js';
import { callerOf, senderOf } from './authenticate.js';
import { sendContent } from './download.js';
import { receiveUpload } from './multipart.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

const notMultipart = () =>
  new Refusal('unsupported_media_type', 'The body must be a form (Content-Type: multipart/form-data).');

/**
 * Counts the uploads of a server and of each client. Answers a function that begins one, which answers what ends it.
 */
function uploadCounter(): (client: number) => () => void {
  const underWay = new Map<number, number>();
  let total = 0;
  return (client) => {
    const ofClient = underWay.get(client) ?? 0;
    if (total >= limits.uploadsUnderWay) {
      throw new Refusal('unavailable', `A server takes in at most ${limits.uploadsUnderWay} files at once.`);
    }
    if (ofClient >= limits.uploadsUnderWayOfClient) {
      throw new Refusal(
        'unavailable',
        `A server takes in at most ${limits.uploadsUnderWayOfClient} files of one client at once.`,
      );
    }
    total++;
    underWay.set(client, ofClient + 1);
    return () => {
      total--;
      const left = (underWay.get(client) ?? 1) - 1;
      if (left === 0) underWay.delete(client);
      else underWay.set(client, left);
    };
  };
}

function uploadRoutes(app: FastifyInstance, services: Services): void {
  const beginUpload = uploadCounter();

  operationRoute<'domain' | 'id'>(
    app,
    operations.uploadFile,
    async (request) => {
      if (!request.isMultipart()) throw notMultipart();
      const { matchField } = accept(UploadParameters, request.query);
      const { domain, id } = request.params;
      const endUpload = beginUpload(callerOf(request).client);
      try {
        const target = { domain, name: id, matchField };
        return await uploadFile(services, senderOf(services.callers, request), target, (kept) =>
          receiveUpload(request, kept, services.fileBytes),
        );
      } finally {
        endUpload();
      }
    },
    { arrivalMilliseconds: limits.uploadMilliseconds },
  );
}

/** The content of files (contract section 5). */
export function fileRoutes(app: FastifyInstance, services: Services): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(multipart, { throwFileSizeLimit: false });
    scope.addContentTypeParser('*', (_request, _payload, done) => done(notMultipart()));
    uploadRoutes(scope, services);
  });

  operationRoute<'id'>(app, operations.readContent, async (request, reply) => {
    const caller = callerOf(request);
    const { inline } = accept(ContentParameters, request.query);
    const metadata = await services.metadata.get(caller.client);
    const content = await findContent(services, caller, metadata, request.params.id);
    return sendContent(request, reply, content, isOn(inline));
  });
}
