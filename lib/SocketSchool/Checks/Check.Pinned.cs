using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_pinnedHints =
    [
        "What makes a certificate the one that you pinned: its name, its number, or all of its bytes?",
        "Three questions, all of which must be answered with yes: was one shown, are its bytes the pinned ones, and is it in its time?",
        "The first two; the third: `now.LocalDateTime` lies from `NotBefore` to `NotAfter`.\n" +
            "shown is not null && shown.RawData.AsSpan().SequenceEqual(pinned.RawData)",
    ];

    /// <summary>
    /// Checks lesson 13's decision of a client that pins a certificate: accepted is the pinned one, byte for byte, in its time (RFC 5280,
    /// section 4.1.2.5), whatever the system's own list of authorities says.
    /// </summary>
    /// <param name="accept">Your code: what the server showed (or null), what is pinned, what the system found wrong, and the time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Pinned(
        Func<X509Certificate2, X509Certificate2, SslPolicyErrors, DateTimeOffset, bool> accept,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accept);
        return CheckSession.RunAsync("pinned", s_pinnedHints, session => PinnedSteps(session, accept), cancellationToken);
    }

    private static async Task PinnedSteps(
        CheckSession session, Func<X509Certificate2, X509Certificate2, SslPolicyErrors, DateTimeOffset, bool> accept)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var pinned = CheckCertificates.Make("vault.test", key);
        using var renewed = CheckCertificates.Make("vault.test", key, pinned.GetSerialNumber().Reverse().ToArray());
        using var again = X509CertificateLoader.LoadCertificate(pinned.RawData);
        using var stranger = CheckCertificates.Make("shop.test");
        using var sameName = CheckCertificates.Make("vault.test");
        using var lookAlike = CheckCertificates.Make("vault.test", pinned.GetSerialNumber().Reverse().ToArray());
        var now = new DateTimeOffset(pinned.NotBefore).AddDays(2);
        const SslPolicyErrors chain = SslPolicyErrors.RemoteCertificateChainErrors;

        await Expect("the pinned certificate, which the system does not know", true, again, chain, now,
            "No authority has signed it, so the system complains: do not look at errors. And == on two arrays asks whether they are one " +
            "and the same array; SequenceEqual compares the bytes.");
        await Expect("the pinned certificate, and the system knows it", true, again, SslPolicyErrors.None, now,
            "The same bytes are the right ones, whether the system complains or not.");
        await Expect("the pinned certificate, asked for by another name", true, again,
            chain | SslPolicyErrors.RemoteCertificateNameMismatch, now, "Nothing but the bytes and the time counts. Do not look at errors.");
        await Expect("a certificate of somebody else", false, stranger, chain, now, "Compare what was shown with what is pinned.");
        await Expect("one that the system likes, but not yours", false, stranger, SslPolicyErrors.None, now,
            "Some authority has signed it for somebody else. Only the pinned one is yours.");
        await Expect("the same name, somebody else's key", false, sameName, chain, now,
            "Anybody can write any name on a certificate. Compare RawData.");
        await Expect("the same name and the same number, somebody else's key", false, lookAlike, chain, now,
            "Equals compares issuer and serial number only, and both can be copied. Compare RawData.");
        await Expect("a renewed certificate: the same name and the same key", false, renewed, chain, now,
            "The key is the same, and the certificate is another one. Compare all the bytes: RawData.");
        await Expect("no certificate at all", false, null, SslPolicyErrors.RemoteCertificateNotAvailable, now,
            "shown is null here. Look for that first.");
        await Expect("pinned, but expired yesterday", false, again, chain, new DateTimeOffset(pinned.NotAfter).AddDays(1),
            "Its bytes are right, and its time is over: NotAfter.");
        await Expect("pinned, but expired a minute ago", false, again, chain, new DateTimeOffset(pinned.NotAfter).AddMinutes(1),
            "NotAfter is a moment, not a day.");
        await Expect("pinned, but its time begins tomorrow", false, again, chain, new DateTimeOffset(pinned.NotBefore).AddDays(-1),
            "A certificate also has a beginning: NotBefore.");
        await Expect("in its time, seen from the other side of the earth", true, again, chain,
            new DateTimeOffset(pinned.NotAfter).AddMinutes(-30).ToOffset(TimeSpan.FromHours(14)),
            "The same moment has another hour elsewhere. Compare now.LocalDateTime, not now.DateTime.");

        Task Expect(string name, bool expected, X509Certificate2? shown, SslPolicyErrors errors, DateTimeOffset moment, string hint) =>
            session.StepAsync(
                name,
                async stop =>
                {
                    var got = await Task.Run(() => accept(shown!, pinned, errors, moment), stop).WaitAsync(stop);
                    if (got != expected) throw new CheckFailure(Words(expected), Words(got));
                },
                () => $"{(shown is null ? "no certificate" : $"{shown.Subject}, number {shown.SerialNumber}")}, errors = {errors}, now = " +
                    $"{moment:yyyy-MM-dd HH:mm zzz}; pinned is number {pinned.SerialNumber}, {pinned.NotBefore:yyyy-MM-dd HH:mm} to " +
                    $"{pinned.NotAfter:yyyy-MM-dd HH:mm}",
                hint: hint);

        static string Words(bool accepted) => accepted ? "true (accepted)" : "false (refused)";
    }
}
