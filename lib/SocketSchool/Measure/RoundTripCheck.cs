namespace SocketSchool;

/// <summary>Whether what came back is what was sent.</summary>
internal static class RoundTripCheck
{
    /// <summary>A message without a period, so that a byte too many or too few shifts the rest into a difference.</summary>
    public static PageBuffer Pattern(int length)
    {
        var bytes = new PageBuffer(length);
        new Random(7).NextBytes(bytes.Slice(0, length));
        return bytes;
    }

    /// <summary>One exchange whose answer is compared.</summary>
    /// <exception cref="MeasurementException">It is not the same.</exception>
    public static void Exchange(IRoundTrip trip, PageBuffer message, PageBuffer echo, int size)
    {
        echo.Slice(0, size).Clear();
        trip.Exchange(message, echo, size);
        Compare(message, echo, size);
    }

    /// <exception cref="MeasurementException">They are not the same.</exception>
    public static void Compare(PageBuffer message, PageBuffer echo, int size)
    {
        var same = message.Slice(0, size).CommonPrefixLength(echo.Slice(0, size));
        if (same == size) return;
        throw new MeasurementException(
            $"The server does not echo: byte {same + 1:N0} of {size:N0} came back as 0x{echo.Slice(same, 1)[0]:x2}, sent was 0x{message.Slice(same, 1)[0]:x2}. Connect to an echo server.");
    }
}
