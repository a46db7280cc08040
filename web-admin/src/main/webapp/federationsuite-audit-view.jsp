<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the audit log. Its model is the request attribute "view", made by AuditForm: maps, lists and texts, none of them escaped yet.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-audit.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="audit.title"/></title>
  <meta name="pageID" content="federationsuite-audit"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <p><fmt:message key="audit.intro"/></p>

  <h2 class="jive-contentBoxHeader"><fmt:message key="audit.title"/></h2>
  <div class="jive-contentBox">
    <form action="federationsuite-audit.jsp" method="get" class="federationsuite-search" role="search">
        <span><label for="domain"><fmt:message key="audit.about"/></label>
        <input type="text" id="domain" name="domain" maxlength="255" value="<c:out value="${view.domain}"/>"/></span>
        <span><label for="q"><fmt:message key="audit.text"/></label>
        <input type="search" id="q" name="q" maxlength="255" value="<c:out value="${view.q}"/>"/></span>
        <span><label for="actor"><fmt:message key="audit.by"/></label>
        <input type="text" id="actor" name="actor" maxlength="255" value="<c:out value="${view.actor}"/>"/></span>
        <span><label for="from"><fmt:message key="audit.from"/></label>
        <input type="text" id="from" name="from" maxlength="255" value="<c:out value="${view.from}"/>" size="12" placeholder="<fmt:message key="peer.day"/>"/></span>
        <span><label for="until"><fmt:message key="audit.until"/></label>
        <input type="text" id="until" name="until" maxlength="255" value="<c:out value="${view.until}"/>" size="12" placeholder="<fmt:message key="peer.day"/>"/></span>
        <button type="submit"><fmt:message key="peers.show"/></button>
      <c:if test="${view.filtered}"><a href="federationsuite-audit.jsp"><fmt:message key="peers.show.all"/></a></c:if>
    </form>
    <c:if test="${view.wrongFrom or view.wrongUntil}"><p class="federationsuite-failed"><fmt:message key="audit.wrong-day"/></p></c:if>

    <c:choose>
    <c:when test="${empty view.entries}">
      <p><fmt:message key="audit.none"/></p>
    </c:when>
    <c:otherwise>
        <table class="federationsuite" id="audit">
          <thead>
          <tr>
            <th scope="col"><fmt:message key="audit.at"/></th>
            <th scope="col"><fmt:message key="audit.about"/></th>
            <th scope="col"><fmt:message key="audit.by"/></th>
            <th scope="col"><fmt:message key="audit.change"/></th>
          </tr>
          </thead>
          <tbody>
          <c:forEach items="${view.entries}" var="entry">
            <tr>
              <td class="federationsuite-time"><c:out value="${entry.at}"/></td>
              <td class="federationsuite-name"><c:choose><c:when test="${empty entry.link}"><c:out value="${entry.about}"/></c:when><c:otherwise><a href="<c:out value="${entry.link}"/>"><c:out value="${entry.about}"/></a></c:otherwise></c:choose></td>
              <td class="federationsuite-name"><c:out value="${entry.by}"/><c:if test="${not empty entry.where}"><p><c:out value="${entry.where}"/></p></c:if></td>
              <td class="federationsuite-note"><strong><c:out value="${entry.action}"/></strong>
                <p><fmt:message key="audit.before"/>: <c:out value="${entry.before}"/></p>
                <p><fmt:message key="audit.after"/>: <c:out value="${entry.after}"/></p></td>
            </tr>
          </c:forEach>
          </tbody>
        </table>
      <%@ include file="federationsuite-paging.jspf" %>
      <p><a href="<c:out value="${view.export}"/>"><fmt:message key="audit.export"/></a></p>
    </c:otherwise>
    </c:choose>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
