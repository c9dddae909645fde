// expect: the smallest and the largest | wait
string Decide(uint mine, uint theirs, bool linked)
{
    var difference = (int)(mine - theirs);
    if (difference == 0) return "self";
    return difference > 0 ? "wait" : linked ? "twice" : "welcome";
}
