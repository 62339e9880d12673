package dev.aquifer.platform.problem;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Refuses JSON bodies of more than 4 MiB with 413, whether or not their length was announced. Files are uploaded as
/// `application/octet-stream` and have a limit of their own where they are read.
@Provider
public class BodyLimit implements ReaderInterceptor {
    static final int MAX_BYTES = 4 * 1024 * 1024;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!MediaType.APPLICATION_OCTET_STREAM_TYPE.isCompatible(context.getMediaType())
                || context.getMediaType().isWildcardType()) {
            context.setInputStream(new Limited(context.getInputStream()));
        }
        return context.proceed();
    }

    private static final class Limited extends FilterInputStream {
        private long read;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = super.read(into, offset, length);
            count(Math.max(some, 0));
            return some;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > MAX_BYTES) {
                throw Problems.of(
                        413, "too-large", "Body too large", "The body may have at most " + MAX_BYTES + " bytes.");
            }
        }
    }
}
